package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("C1, C4, C5 nodes that come and go")
class MembershipClusterIT {

    private static final String NODE = "node-2";
    private static final List<String> OTHERS = List.of("node-1", "node-3");
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration NOTICED_FROZEN = Duration.ofSeconds(20);

    private final TestCluster cluster;

    MembershipClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("C5 a killed node is offline for all others at once, and joins again under a new incarnation")
    void kill_isNoticed() {
        long life = cluster.incarnation(NODE);
        cluster.domain().kill(NODE);
        awaitState("OFFLINE", NOTICED);

        cluster.domain().startServer(NODE);
        awaitState("ONLINE", NOTICED);
        assertThat(cluster.incarnation(NODE)).isGreaterThan(life);
    }

    @Test
    @DisplayName("C2 a node that is stopped leaves at once, before its lease runs out")
    void stop_leaves() {
        cluster.domain().stopServer(NODE);
        awaitState("OFFLINE", NOTICED);
        assertThat(cluster.node("node-1", NODE).getString("reason")).isEqualTo("It was stopped");
    }

    @Test
    @DisplayName("C5, C7 a frozen node is offline when its lease has run out; when it wakes it joins again by itself")
    void freeze_isNoticed() {
        long life = cluster.incarnation(NODE);
        cluster.domain().freeze(NODE);
        awaitState("OFFLINE", NOTICED_FROZEN);

        cluster.domain().thaw(NODE);
        awaitState("ONLINE", NOTICED_FROZEN);
        assertThat(cluster.incarnation(NODE)).isGreaterThan(life);
    }

    private void awaitState(String state, Duration limit) {
        await("%s %s for all others".formatted(NODE, state))
                .atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> OTHERS.stream()
                        .allMatch(node -> state.equals(cluster.states(node).get(NODE))));
    }
}
