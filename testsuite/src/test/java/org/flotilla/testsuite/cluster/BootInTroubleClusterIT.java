package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("C1, Q4, O2 a node that boots in the middle of trouble comes online by itself")
class BootInTroubleClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final int FILES = 12;
    private static final Duration BOOTED = Duration.ofMinutes(2);
    private static final Duration ONLINE = Duration.ofSeconds(90);

    private final TestCluster cluster;

    BootInTroubleClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void workEverywhere() {
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    @AfterEach
    void heal() {
        cluster.nodes().stream().filter(cluster.domain()::hasProcess).forEach(cluster.domain()::thaw);
        if (cluster.hasOwnDatabase()) {
            cluster.database().start();
        }
        cluster.awaitAllOnline();
        cluster.configure(POLICY, "cacheBasedPolicy");
    }

    @Test
    @DisabledIfSystemProperty(
            named = "flotilla.test.url",
            matches = ".+",
            disabledReason = "Only our own database is stopped")
    @DisplayName("O2, O5 while the database is away: it says what it waits for, and works when the database is back")
    void databaseIsAway() throws IOException {
        Newcomer newcomer = new Newcomer("node-2", "database-away");
        newcomer.kill();
        cluster.database().stop();
        newcomer.begin();
        newcomer.awaitBoot();
        await("it to say what it waits for").atMost(BOOTED).until(newcomer::waitsForDatabase);

        cluster.database().start();
        newcomer.awaitOnline();
        newcomer.assertWorks();
    }

    @Test
    @DisplayName("Q4, C5 while the coordinator of the cluster is frozen: it does not wait for it to wake")
    void coordinatorIsFrozen() throws IOException {
        String coordinator = coordinator();
        String other = cluster.nodes().stream()
                .filter(node -> !node.equals(coordinator))
                .findFirst()
                .orElseThrow();
        Newcomer newcomer = new Newcomer(other, "coordinator-frozen");
        newcomer.kill();
        cluster.domain().freeze(coordinator);
        newcomer.begin();
        newcomer.awaitOnline();
        newcomer.assertWorks();
    }

    /** The node that decides who is in the cluster: the first of JGroups's view. */
    private String coordinator() {
        String view = cluster.domain().view("node-3");
        return cluster.nodes().stream()
                .filter(node -> view.matches("[^\\[]*\\[primary:" + node + "\\b.*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(view));
    }

    /** A node that is killed and started again, and an account whose files any node may push. */
    private final class Newcomer {
        private final String name;
        private final TestAccount account;
        private final long life;
        private final long linesBefore;
        private Instant wantedSince;

        Newcomer(String name, String account) throws IOException {
            this.name = name;
            this.account = cluster.accountWithRoute(account);
            life = cluster.incarnation(name);
            linesBefore = linesOfWaiting();
        }

        /** Returns when others know; so does its host by then, which else would not start it again. */
        void kill() {
            cluster.domain().kill(name);
            String other = cluster.nodes().stream()
                    .filter(node -> !node.equals(name))
                    .findFirst()
                    .orElseThrow();
            await(name + " offline")
                    .atMost(ONLINE)
                    .until(() -> "OFFLINE".equals(cluster.states(other).get(name)));
        }

        void begin() {
            cluster.domain().beginStart(name);
            wantedSince = Instant.now();
        }

        void awaitBoot() {
            await("the server to have booted")
                    .atMost(BOOTED)
                    .until(() -> "STARTED".equals(cluster.domain().status().get(name)));
        }

        boolean waitsForDatabase() throws IOException {
            wantedSince = Instant.now();
            return linesOfWaiting() > linesBefore;
        }

        private long linesOfWaiting() throws IOException {
            try (Stream<String> lines = Files.lines(cluster.domain().log(name))) {
                return lines.filter(line -> line.contains("This node starts when the database answers"))
                        .count();
            }
        }

        void awaitOnline() {
            await(name + " online")
                    .atMost(ONLINE)
                    .ignoreExceptions()
                    .until(() -> cluster.incarnation(name) > life
                            && "ONLINE".equals(cluster.states(name).get(name))
                            && cluster.listens(name));
            System.out.println("FIGURE until a node that boots in trouble is online: "
                    + Duration.between(wantedSince, Instant.now()).toMillis() + " ms");
        }

        /** It takes files, and does its part of the work. */
        void assertWorks() throws IOException {
            Map<String, byte[]> files = new TreeMap<>();
            try (SftpSession session = new SftpSession(cluster.sftpPort(name), account)) {
                for (int number = 0; number < FILES; number++) {
                    String file = "file-%02d".formatted(number);
                    files.put(file, new byte[] {1, 2, 3});
                    session.put("/" + file, files.get(file));
                }
            }
            Deliveries deliveries = new Deliveries(cluster, name, account);
            deliveries.awaitAtPartner(files);
            deliveries.awaitAllDone();
            deliveries.assertDeliveredOnce(files);
            assertThat(deliveries.events())
                    .as("some of it by %s", name)
                    .anyMatch(event -> name.equals(event.getString("ownerNode", "")));
        }
    }
}
