package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("C1, C4, C5 nodes that come and go")
class MembershipClusterIT {

    private static final String NODE = "node-2";
    private static final List<String> OTHERS = List.of("node-1", "node-3");
    private static final String AT_ONCE = "It left the cluster and has been silent for 2 s";
    private static final String LATER = "It left the cluster .*|Its lease of 10 s has run out";
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration NOTICED_FROZEN = Duration.ofSeconds(20);
    private static final Duration JUDGED = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A node that was answered late by the database does not judge others by their silence until their lease is over (C5). */
    private static final Duration ANSWERED_LATE = Duration.ofMillis(1500);

    private final TestCluster cluster;

    MembershipClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("C5 a killed node is offline for all others at once, and joins again under a new incarnation")
    void kill_isNoticed() {
        long life = cluster.incarnation(NODE);
        List<Beats> beats = OTHERS.stream().map(Beats::new).toList();
        cluster.domain().kill(NODE);
        await("%s OFFLINE for all others".formatted(NODE))
                .atMost(JUDGED)
                .pollInterval(POLL)
                .until(() -> beats.stream().filter(Beats::seesOffline).count() == OTHERS.size());
        assertThat(cluster.node("node-1", NODE).getString("reason"))
                .matches(beats.stream().allMatch(Beats::mayHaveBeenLate) ? LATER : AT_ONCE);

        cluster.domain().startServer(NODE);
        awaitState("ONLINE", NOTICED_FROZEN);
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
                .pollInterval(POLL)
                .until(() -> OTHERS.stream()
                        .allMatch(node -> state.equals(cluster.states(node).get(NODE))));
    }

    /** The heartbeats of a node, as it shows them itself. */
    private final class Beats {
        private final String node;
        private Instant last;
        private Duration longest = Duration.ZERO;

        Beats(String node) {
            this.node = node;
            this.last = heartbeat();
        }

        private Instant heartbeat() {
            return Instant.parse(cluster.node(node, node).getString("heartbeatAt"));
        }

        /** Takes the gap between two heartbeats for as long as it may have been: until after the look at the next. */
        boolean seesOffline() {
            Instant next = heartbeat();
            longest = Collections.max(List.of(longest, Duration.between(last, Instant.now())));
            last = next;
            return "OFFLINE".equals(cluster.states(node).get(NODE));
        }

        boolean mayHaveBeenLate() {
            return longest.compareTo(ANSWERED_LATE) > 0;
        }
    }
}
