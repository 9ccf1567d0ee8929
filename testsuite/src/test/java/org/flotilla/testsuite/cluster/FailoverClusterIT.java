package org.flotilla.testsuite.cluster;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.PartnerGate.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("Q4, T8 a node is lost in the middle of 200 files")
class FailoverClusterIT {

    private static final int FILES = 200;
    private static final int FILE_BYTES = 256 * 1024;
    private static final Duration KILLED = Duration.ofSeconds(5);
    private static final Duration FROZEN = Duration.ofSeconds(20);

    private final TestCluster cluster;
    private final Random random = new Random(42);

    FailoverClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("Q4, T8 a killed node's events finish elsewhere: every file is at the partner once, whole")
    void kill_deliversEveryFileOnce() throws Exception {
        Scene scene = new Scene("killed");
        scene.upload(Step.RENAME, () -> cluster.domain().kill(scene.owner));
        scene.awaitDelivery();
        scene.assertTakenOverWithin(KILLED);
        scene.assertRecordedOnce();
    }

    @Test
    @DisplayName("Q4, Q5, C5 a frozen node's events finish elsewhere, and it does no harm when it wakes")
    void freeze_deliversEveryFileOnce() throws Exception {
        Scene scene = new Scene("frozen");
        scene.upload(Step.WRITE, () -> cluster.domain().freeze(scene.owner));
        scene.awaitDelivery();
        cluster.domain().thaw(scene.owner);
        scene.assertTakenOverWithin(FROZEN);
        cluster.awaitAllOnline();
        assertThat(cluster.incarnation(scene.owner))
                .as("came back under a new incarnation")
                .isGreaterThan(scene.life);
        scene.assertRecordedOnce();
    }

    /** An account whose files all go through one node, which is lost while another takes them in. */
    private final class Scene {
        final TestAccount account;
        final String owner;
        final String other;
        final long life;
        final Deliveries deliveries;
        final Map<String, byte[]> files = files();
        Instant lostAt;

        Scene(String how) throws IOException {
            account = cluster.accountWithRoute("acme-" + how);
            owner = ownerOf(account);
            other = cluster.nodes().stream()
                    .filter(node -> !node.equals(owner))
                    .findFirst()
                    .orElseThrow();
            life = cluster.incarnation(owner);
            deliveries = new Deliveries(cluster, other, account);
            cluster.partner().empty();
        }

        /** The node is lost while the partner holds up what it asks for, which is done right afterwards. */
        void upload(Step heldUp, Runnable loss) throws IOException {
            PartnerGate gate = cluster.partner().gate();
            List<String> names = new ArrayList<>(files.keySet());
            try (SftpSession session = new SftpSession(cluster.sftpPort(other), account)) {
                put(session, names.subList(0, FILES / 2));
                gate.close(heldUp);
                put(session, names.subList(FILES / 2, FILES));
                await("files under way").until(() -> gate.waiting() > 1);
                lostAt = Instant.now();
                loss.run();
            } finally {
                gate.open();
            }
        }

        private void put(SftpSession session, List<String> names) throws IOException {
            for (String name : names) {
                session.put("/" + name, files.get(name));
            }
        }

        void awaitDelivery() {
            deliveries.awaitAtPartner(files);
            deliveries.awaitAllDone();
            deliveries.assertDeliveredOnce(files);
        }

        /** Some event ran on the lost node and then on another; says when the first of them began there. */
        void assertTakenOverWithin(Duration limit) {
            Instant first = deliveries.events().stream()
                    .filter(event -> event.getInt("attempts") > 1)
                    .map(event -> cluster.api(other)
                            .get("events/" + event.getInt("id"))
                            .object())
                    .flatMap(event -> event.getJsonArray("changes").getValuesAs(JsonObject.class).stream())
                    .filter(change -> "RUNNING".equals(change.getString("to")))
                    .map(change -> Instant.parse(change.getString("at")))
                    .filter(lostAt::isBefore)
                    .min(Instant::compareTo)
                    .orElseThrow(() -> new AssertionError("Nothing was under way when the node was lost"));
            Duration took = Duration.between(lostAt, first);
            System.out.println(
                    "FIGURE from the loss of a node to the first event taken over: " + took.toMillis() + " ms");
            assertThat(took).isLessThan(limit);
        }

        void assertRecordedOnce() {
            deliveries.awaitRecordedOnce(FILES + 1); // and the probe
        }
    }

    /** The node that runs the account's events, as a first file shows. */
    private String ownerOf(TestAccount account) throws IOException {
        try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
            session.put("/probe", new byte[] {1});
        }
        await("the probe at the partner")
                .until(() -> cluster.partner().arrivals().contains("probe"));
        return cluster.items("node-1", "events?account=" + account.name())
                .get(0)
                .getString("ownerNode");
    }

    private Map<String, byte[]> files() {
        return IntStream.range(0, FILES)
                .boxed()
                .collect(toMap("file-%03d.bin"::formatted, number -> content(), (one, same) -> one, TreeMap::new));
    }

    private byte[] content() {
        byte[] content = new byte[FILE_BYTES];
        random.nextBytes(content);
        return content;
    }
}
