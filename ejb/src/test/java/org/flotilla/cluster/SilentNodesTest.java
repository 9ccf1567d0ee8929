package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5, Q4 which nodes are taken for dead")
class SilentNodesTest {

    private static final NodeId SELF = new NodeId("node-1");
    private static final Duration LONG_EVEN = Duration.ofMinutes(5);
    private static final Duration SILENT = Duration.ofMillis(2_100);

    private final Recording membership = new Recording();
    private final Set<String> left = new HashSet<>();
    private boolean steady = true;
    private final SilentNodes silentNodes = new SilentNodes(membership, left::contains);

    @Test
    @DisplayName("C5 one that left the view is revoked when two reads in a row find it silent")
    void goneAndSilent_isRevokedAtTheSecondLook() {
        leaves();
        assertThat(look(LONG_EVEN, node(2, SILENT))).isTrue();
        silentNodes.revokeFound();
        assertThat(membership.revoked).isEmpty();

        look(LONG_EVEN, node(2, SILENT.plusMillis(250)));
        silentNodes.revokeFound();
        assertThat(membership.revoked).containsExactly("node-2 after PT2S");
    }

    @Test
    @DisplayName("C5 one that left the view but renews is left alone")
    void goneButAlive_isLeftAlone() {
        leaves();
        look(LONG_EVEN, node(2, SILENT));
        look(LONG_EVEN, node(2, Duration.ZERO));
        look(LONG_EVEN, node(2, SILENT));
        silentNodes.revokeFound();
        assertThat(membership.revoked).isEmpty();
    }

    @Test
    @DisplayName("C5 one that joined where we do not hear it may work there: it is given the time to stop by itself")
    void neverSeen_isRevokedWhenItHasStopped() {
        left.add("m:node-2");
        lookAndRevoke(Duration.ofMillis(100), SILENT, Duration.ofMillis(7_900));
        assertThat(membership.revoked).isEmpty();
        lookAndRevoke(Duration.ofMillis(8_000), Duration.ofMillis(8_250));
        assertThat(membership.revoked).containsExactly("node-2 after PT8S");
    }

    @Test
    @DisplayName("C5 one that JGroups missed for seconds was cut off or frozen: it is given the time to stop by itself")
    void missedLate_isRevokedWhenItHasStopped() {
        leaves();
        lookAndRevoke(Duration.ofMillis(4_000), Duration.ofMillis(7_900));
        assertThat(membership.revoked).isEmpty();
        lookAndRevoke(Duration.ofMillis(8_000), Duration.ofMillis(8_250));
        assertThat(membership.revoked).containsExactly("node-2 after PT8S");
    }

    @Test
    @DisplayName(
            "C5 one that renewed when it had left works on the other side of a cut: if it loses the database too, likewise")
    void renewedWhenGone_isRevokedWhenItHasStopped() {
        leaves();
        lookAndRevoke(Duration.ofMillis(900), Duration.ofMillis(100), SILENT, Duration.ofMillis(7_900));
        silentNodes.forget();
        assertThat(membership.revoked).isEmpty();
        lookAndRevoke(Duration.ofMillis(8_250), Duration.ofMillis(8_500));
        assertThat(membership.revoked).containsExactly("node-2 after PT8S");
    }

    @Test
    @DisplayName("C5 one that came back into the view and is killed later is missed at once again")
    void backInTheView_isLikeNew() {
        leaves();
        lookAndRevoke(Duration.ofMillis(900), Duration.ofMillis(100));
        left.clear();
        lookAndRevoke(Duration.ofMillis(900));
        left.add("m:node-2");
        lookAndRevoke(Duration.ofMillis(1_900), SILENT, SILENT.plusMillis(250));
        assertThat(membership.revoked).containsExactly("node-2 after PT2S");
    }

    /** After a look that found it in the view. */
    private void leaves() {
        look(LONG_EVEN, node(2, Duration.ZERO));
        left.add("m:node-2");
    }

    private void lookAndRevoke(Duration... silences) {
        for (Duration silence : silences) {
            look(LONG_EVEN, node(2, silence));
            silentNodes.revokeFound();
        }
    }

    @Test
    @DisplayName("C5 silence while the database answered us late as well says nothing, until the lease has run out")
    void silenceOfAStall_saysNothing() {
        leaves();
        for (int millis = 5_000; millis < 10_000; millis += 250) {
            look(Duration.ofMillis(millis - 4_999), node(2, Duration.ofMillis(millis)));
            silentNodes.revokeFound();
        }
        assertThat(membership.revoked).isEmpty();
        look(Duration.ofSeconds(6), node(2, OwnLease.LEASE));
        silentNodes.revokeFound();
        assertThat(membership.revoked).containsExactly("node-2 after PT10S");
    }

    @Test
    @DisplayName("C5 a beat that failed in between makes the next look a first one")
    void failedBeat_beginsAnew() {
        leaves();
        look(LONG_EVEN, node(2, SILENT));
        silentNodes.forget();
        look(LONG_EVEN, node(2, SILENT));
        silentNodes.revokeFound();
        assertThat(membership.revoked).isEmpty();
    }

    @Test
    @DisplayName("C5 one that is frozen is revoked when its lease has run out")
    void leaseRunOut_isRevoked() {
        look(LONG_EVEN, node(2, OwnLease.LEASE.minusMillis(1)), node(3, OwnLease.LEASE));
        silentNodes.revokeFound();
        assertThat(membership.revoked).containsExactly("node-3 after PT10S");
    }

    @Test
    @DisplayName("C5, Q4 who joined a short while ago misses a killed node at once, but counts nobody's lease")
    void notSteady_revokesKilledOnes() {
        steady = false;
        leaves();
        for (Duration silence : List.of(SILENT, SILENT.plusMillis(250))) {
            look(SILENT.plusSeconds(1), node(2, silence), node(3, OwnLease.LEASE));
            silentNodes.revokeFound();
        }
        assertThat(membership.revoked).containsExactly("node-2 after PT2S");
    }

    @Test
    @DisplayName("C5 that one cannot be revoked does not keep the others")
    void failure_doesNotKeepTheOthers() {
        membership.failing.add("node-2");
        look(LONG_EVEN, node(2, OwnLease.LEASE), node(3, OwnLease.LEASE));
        silentNodes.revokeFound();
        assertThat(membership.revoked).containsExactly("node-3 after PT10S");
    }

    @Test
    @DisplayName("C5 the lease's thread only finds them: it touches no row of theirs")
    void look_doesNotTouchTheDatabase() {
        look(LONG_EVEN, node(2, OwnLease.LEASE));
        assertThat(membership.revoked).isEmpty();
        silentNodes.revokeFound();
        silentNodes.revokeFound();
        assertThat(membership.revoked).hasSize(1);
    }

    private boolean look(Duration even, NodeStatus... others) {
        List<NodeStatus> nodes = new ArrayList<>(List.of(others));
        nodes.add(node(1, OwnLease.LEASE));
        return silentNodes.look(nodes, SELF, even, steady);
    }

    private static NodeStatus node(int number, Duration silence) {
        String name = "node-" + number;
        return new NodeStatus(
                new NodeId(name),
                "m:" + name,
                "127.0.0.1",
                new Incarnation(number),
                NodeState.ONLINE,
                Instant.EPOCH,
                null,
                "PROD",
                "1",
                4,
                0,
                Set.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                silence);
    }

    private static final class Recording extends Membership {
        private final List<String> revoked = new ArrayList<>();
        private final Set<String> failing = new HashSet<>();

        @Override
        public boolean revoke(NodeStatus node, Duration silence, String reason) {
            if (failing.contains(node.id().name())) {
                throw new IllegalStateException("test");
            }
            revoked.add(node.id() + " after " + silence);
            return true;
        }
    }
}
