package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.PartnerGate.Step;
import org.flotilla.testsuite.cluster.EagerClient.Upload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisabledIfSystemProperty(
        named = "flotilla.test.url",
        matches = ".+",
        disabledReason = "Only our own database is stopped")
@DisplayName("O2, Q1, Q5, T8 the database is away in the middle of 200 files")
class DatabaseOutageClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final int BEFORE = 100;
    private static final int FILES = 200;
    private static final int AFTERWARDS = 10;
    private static final int HELD_AT_EACH_STEP = 3;
    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(15);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LEASE_OVER = Duration.ofSeconds(20);
    private static final Duration AT_WORK = Duration.ofSeconds(60);

    private final TestCluster cluster;

    DatabaseOutageClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void workEverywhere() {
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    @AfterEach
    void workAsUsual() {
        cluster.partner().gate().open();
        cluster.database().start();
        cluster.database().thaw();
        await("the database")
                .atMost(AT_WORK)
                .ignoreExceptions()
                .untilAsserted(() -> cluster.configure(POLICY, "cacheBasedPolicy"));
    }

    @Test
    @DisplayName("O2, C5, T3, T8 it crashes, for longer than the lease: the nodes come back under new incarnations")
    void crash_isSurvived() throws Exception {
        try (Scene scene = new Scene("crashed")) {
            scene.begin();
            scene.takeAway(cluster.database()::crash);
            scene.assertOpenUploadsFail();
            scene.awaitGatewaysClosed();
            cluster.partner().gate().open();
            scene.bringBack(LONGER_THAN_THE_LEASE, cluster.database()::start);
            scene.awaitNewIncarnations();
            scene.end();
        }
    }

    @Test
    @DisplayName("O2, C5, T3, T8 it hangs, for longer than the lease: what it does late does no harm")
    void freeze_isSurvived() throws Exception {
        try (Scene scene = new Scene("hanging")) {
            scene.begin();
            scene.takeAway(cluster.database()::freeze);
            cluster.partner().gate().open();
            scene.awaitGatewaysClosed();
            scene.inDoubtUntilNow();
            scene.bringBack(LONGER_THAN_THE_LEASE, cluster.database()::thaw);
            scene.awaitNewIncarnations();
            scene.end();
        }
    }

    @Test
    @DisplayName("O2, T3, T8 it is restarted in less than the lease: the nodes stay what they are")
    void restart_isSurvived() throws Exception {
        try (Scene scene = new Scene("restarted")) {
            scene.begin();
            scene.takeAway(cluster.database()::stop);
            cluster.partner().gate().open();
            scene.bringBack(AT_ONCE, cluster.database()::start);
            scene.end();
            assertThat(scene.lives()).isEqualTo(scene.lives);
        }
    }

    private static void figure(String what, Instant from, Instant to) {
        System.out.println("FIGURE from the database being back to " + what + ": "
                + Duration.between(from, to).toMillis() + " ms");
    }

    /** A client of each node uploads file after file while the database goes away and comes back. */
    private final class Scene implements AutoCloseable {
        private final Map<String, Long> lives = lives();
        private final TestAccount account;
        private final Deliveries deliveries;
        private final List<EagerClient> clients = new ArrayList<>();
        private final List<SftpSession> sessions = new ArrayList<>();
        private final List<OutputStream> openUploads = new ArrayList<>();
        private Instant lostAt;
        private Instant awayAt;
        private Instant inDoubtUntil;
        private Instant backAt;

        Scene(String name) {
            account = cluster.accountWithRoute(name);
            deliveries = new Deliveries(cluster, cluster.nodes().get(0), account);
        }

        private Map<String, Long> lives() {
            return cluster.nodes().stream().collect(Collectors.toMap(node -> node, cluster::incarnation));
        }

        /** Uploads are half done, and pushes are held at the partner before and after they are recorded as publishing. */
        void begin() throws IOException {
            for (String node : cluster.nodes()) {
                clients.add(EagerClient.of(cluster, node, account));
            }
            await("uploads").atMost(AT_WORK).until(() -> acknowledged().count() >= BEFORE);
            for (String node : cluster.nodes()) {
                beginUpload(node);
            }
            PartnerGate gate = cluster.partner().gate();
            gate.close(Step.RENAME, HELD_AT_EACH_STEP);
            await("renames").atMost(AT_WORK).until(() -> gate.waiting() >= HELD_AT_EACH_STEP);
            gate.close(Step.WRITE);
            await("writes").atMost(AT_WORK).until(() -> gate.waiting() >= 2 * HELD_AT_EACH_STEP);
        }

        private void beginUpload(String node) throws IOException {
            SftpSession session = new SftpSession(cluster.sftpPort(node), account);
            sessions.add(session);
            OutputStream out = session.write("/open-at-" + node);
            openUploads.add(out);
            out.write(new byte[] {1, 2, 3});
            out.flush();
        }

        void takeAway(Runnable loss) {
            lostAt = Instant.now();
            loss.run();
            awayAt = Instant.now();
            inDoubtUntil = awayAt;
        }

        void assertOpenUploadsFail() {
            for (OutputStream upload : openUploads) {
                assertThatThrownBy(upload::close).isInstanceOf(IOException.class);
            }
        }

        void awaitGatewaysClosed() {
            await("every gateway to close")
                    .atMost(LEASE_OVER)
                    .until(() -> cluster.nodes().stream().noneMatch(cluster::listens));
        }

        /** The database may have been asked to record what was refused so far, and do it late. */
        void inDoubtUntilNow() {
            inDoubtUntil = Instant.now();
        }

        void bringBack(Duration later, Runnable back) {
            await("the time to come back")
                    .atMost(AT_WORK)
                    .until(() -> lostAt.plus(later).isBefore(Instant.now()));
            assertThat(uploads().filter(upload -> upload.begun().isAfter(awayAt)))
                    .as("without the database nothing is acknowledged")
                    .noneMatch(Upload::isAcknowledged);
            back.run();
            backAt = Instant.now();
            System.out.println("FIGURE the database was away for: "
                    + Duration.between(lostAt, backAt).toMillis() + " ms");
        }

        void awaitNewIncarnations() {
            await("new incarnations")
                    .atMost(AT_WORK)
                    .ignoreExceptions()
                    .until(() ->
                            cluster.nodes().stream().allMatch(node -> cluster.incarnation(node) > lives.get(node)));
            figure("all nodes under new incarnations", backAt, Instant.now());
            assertThat(clients)
                    .as("new uploads were refused at every node")
                    .allMatch(client -> client.uploads().stream()
                            .anyMatch(upload -> upload.begun().isAfter(awayAt) && !upload.isAcknowledged()));
        }

        /** What was acknowledged is delivered once; what was refused is not, unless it was in doubt. */
        void end() {
            await("uploads at every node again")
                    .atMost(AT_WORK)
                    .until(() -> clients.stream().allMatch(client -> acknowledgedAgain(client) >= AFTERWARDS));
            await("200 files").atMost(AT_WORK).until(() -> acknowledged().count() >= FILES);
            clients.forEach(EagerClient::close);
            assertThat(uploads().filter(upload -> !upload.isAcknowledged()))
                    .as("a client may try again what is refused")
                    .allMatch(Upload::mayBeTriedAgain);
            Map<String, byte[]> files = new TreeMap<>();
            acknowledged().map(Upload::name).forEach(name -> files.put(name, EagerClient.content(name)));
            deliveries.awaitAtPartner(files);
            deliveries.awaitAllDone();
            figure("the first completed event", backAt, firstCompletion());
            cluster.partner().names().stream()
                    .filter(inDoubt()::contains)
                    .forEach(name -> files.put(name, EagerClient.content(name)));
            deliveries.assertDeliveredOnce(files);
            deliveries.awaitRecordedOnce(files.size());
        }

        private long acknowledgedAgain(EagerClient client) {
            return client.uploads().stream()
                    .filter(upload -> upload.isAcknowledged() && upload.begun().isAfter(backAt))
                    .count();
        }

        private Stream<Upload> uploads() {
            return clients.stream().flatMap(client -> client.uploads().stream());
        }

        private Stream<Upload> acknowledged() {
            return uploads().filter(Upload::isAcknowledged);
        }

        private Set<String> inDoubt() {
            return uploads()
                    .filter(upload -> !upload.isAcknowledged() && upload.begun().isBefore(inDoubtUntil))
                    .map(Upload::name)
                    .collect(Collectors.toSet());
        }

        private Instant firstCompletion() {
            return deliveries.events().stream()
                    .map(event -> Instant.parse(event.getString("changedAt")))
                    .filter(backAt::isBefore)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        @Override
        public void close() throws IOException {
            clients.forEach(EagerClient::close);
            for (SftpSession session : sessions) {
                session.close();
            }
        }
    }
}
