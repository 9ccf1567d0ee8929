package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("C5, Q9 while a node is frozen the others hear each other")
class FrozenPeerClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final String FROZEN = "node-2";
    private static final String ONE = "node-1";
    private static final String OTHER = "node-3";
    private static final Duration EXCLUDED = Duration.ofSeconds(20);
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);
    private static final Duration MERGED = Duration.ofSeconds(30);
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final int FILES = 3;
    private static final int MESSAGES = 10;
    private static final Duration ARRIVED = Duration.ofSeconds(20);

    /** Of twenty; the others may have met a busy machine. */
    private static final int MOST = 17;

    private final TestCluster cluster;
    private TestAccount account;
    private int files;

    FrozenPeerClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void workEverywhere() {
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    @AfterEach
    void heal() {
        cluster.domain().thaw(FROZEN);
        if (cluster.hasOwnDatabase()) {
            cluster.database().start();
        }
        cluster.awaitAllOnline();
        cluster.configure(POLICY, "cacheBasedPolicy");
    }

    /** What is sent to the frozen node is sent again for ten seconds after it was excluded: its connection is gone then. */
    @Test
    @DisplayName("wake-ups arrive within two seconds, both ways, though some for the frozen node were not acknowledged")
    void wakeUps_arrive() throws IOException {
        account = cluster.accountWithRoute("frozen-peer");
        cluster.domain().freeze(FROZEN);
        upload(ONE);
        upload(OTHER);
        for (String node : List.of(ONE, OTHER)) {
            await(node + " excludes it").atMost(EXCLUDED).until(() -> cluster.members(node) == 2);
        }
        List<String> views = views();

        List<Duration> took = new ArrayList<>();
        for (int message = 0; message < MESSAGES; message++) {
            took.add(uploadWakes(ONE, OTHER));
            took.add(uploadWakes(OTHER, ONE));
        }

        assertThat(took)
                .filteredOn(one -> one.compareTo(PROMPT) < 0)
                .as("of %s", took)
                .hasSizeGreaterThanOrEqualTo(MOST);
        assertThat(views()).as("neither has excluded the other").isEqualTo(views);
    }

    private List<String> views() {
        return List.of(cluster.domain().view(ONE), cluster.domain().view(OTHER));
    }

    /** The parts of a cluster that fell apart find each other in a table: who does not stand in it is not found. */
    @Test
    @DisabledIfSystemProperty(
            named = "flotilla.test.url",
            matches = ".+",
            disabledReason = "Only our own database is stopped")
    @DisplayName("it is heard again, though the database was away when it woke and wanted to write where it is found")
    void wokenWithoutDatabase_isHeardAgain() {
        cluster.domain().freeze(FROZEN);
        await(ONE + " excludes it").atMost(EXCLUDED).until(() -> cluster.members(ONE) == 2);
        cluster.database().stop();
        cluster.domain().thaw(FROZEN);
        await(FROZEN + " is alone").atMost(EXCLUDED).until(() -> cluster.members(FROZEN) == 1);
        await("it does not try again by itself").atMost(GIVEN_UP).until(() -> !writes(FROZEN));

        cluster.database().start();
        await("all in one view")
                .atMost(MERGED)
                .until(() -> cluster.nodes().stream()
                        .allMatch(
                                node -> cluster.members(node) == cluster.nodes().size()));
    }

    /** Whether it is still among the few writings that follow a change of its view. */
    private boolean writes(String node) {
        return cluster.domain()
                .client()
                .read(
                        "info_writer_running",
                        "host",
                        "primary",
                        "server",
                        node,
                        "subsystem",
                        "jgroups",
                        "channel",
                        "ee",
                        "protocol",
                        "JDBC_PING")
                .asBoolean();
    }

    /** One of the files is dispatched to the other node, which hears of it; returns how long that took. */
    private Duration uploadWakes(String from, String to) throws IOException {
        int before = wakeUps(to);
        upload(from);
        Instant uploaded = Instant.now();
        await("a wake-up from %s at %s".formatted(from, to)).atMost(ARRIVED).until(() -> wakeUps(to) > before);
        return Duration.between(uploaded, Instant.now());
    }

    private int wakeUps(String node) {
        return cluster.api(node)
                .get("queue/counters")
                .object()
                .getJsonObject("counts")
                .getInt("wakeUpsReceived");
    }

    private void upload(String node) throws IOException {
        try (SftpSession session = new SftpSession(cluster.sftpPort(node), account)) {
            for (int number = 0; number < FILES; number++) {
                session.put("/file-%03d".formatted(files++), new byte[] {1});
            }
        }
    }
}
