package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.licence.Licence;
import org.flotilla.test.Given;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("C5 the beat of a node")
class HeartbeatTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId OTHER = new NodeId("other");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final OwnLease lease = new OwnLease(clock);
    private final NodeStore store = new JdbcNodeStore(DATABASE.database());
    private final RecordedEvents<IncarnationRevoked> revocations = new RecordedEvents<>();
    private final SlowMembership membership = new SlowMembership();
    private boolean left;
    private final SilentNodes silentNodes = new SilentNodes(membership, member -> left);
    private final ServerProperties server = new ServerProperties();
    private final NodeId self = new NodeId(server.nodeName());
    private final Heartbeat heartbeat = new Heartbeat(
            membership,
            new NodeDirectory(server, store, new RecordedEvents<>()),
            lease,
            silentNodes,
            server,
            clock,
            new ToldStorage(),
            new Given<>(List.of()));
    private Incarnation first;

    @BeforeEach
    void join() {
        heartbeat.beat();
        first = lease.incarnation().orElseThrow();
    }

    @Test
    @DisplayName("C5 a renewal in time keeps the incarnation")
    void inTime_keepsTheIncarnation() {
        clock.advance(Duration.ofSeconds(6));
        heartbeat.beat();
        clock.advance(Duration.ofSeconds(6));
        assertThat(lease.incarnation()).contains(first);
        assertThat(revocations.seen()).isEmpty();
    }

    @Test
    @DisplayName("C5, Q4 after 7 s without a renewal it gives back its work and joins anew in the same beat")
    void lapsed_givesBackAndJoinsAnew() {
        clock.advance(OwnLease.OWN_LIMIT);
        heartbeat.beat();
        assertJoinedAnew();
    }

    @Test
    @DisplayName("C5, Q4 so it does when a renewal that was sent in time is answered too late")
    void answeredTooLate_givesBackAndJoinsAnew() {
        clock.advance(SECOND);
        membership.renewTakes = OwnLease.OWN_LIMIT;
        heartbeat.beat();
        assertJoinedAnew();
    }

    @Test
    @DisplayName("C5, Q4 it stays without a lease until its work is given back")
    void notGivenBack_staysWithoutALease() {
        clock.advance(OwnLease.OWN_LIMIT);
        membership.leaveFails = true;
        heartbeat.beat();
        assertThat(lease.isHeld()).isFalse();
        assertThat(revocations.seen()).isEmpty();

        membership.leaveFails = false;
        clock.advance(SECOND);
        heartbeat.beat();
        assertJoinedAnew();
    }

    private void assertJoinedAnew() {
        assertThat(membership.heldWhenLeaving).isNotEmpty().containsOnly(false);
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);
        Incarnation now = lease.incarnation().orElseThrow();
        assertThat(now.value()).isGreaterThan(first.value());
        assertThat(store.find(self).orElseThrow()).returns(now, NodeStatus::incarnation);
        assertThat(store.find(self).orElseThrow()).returns(NodeState.ONLINE, NodeStatus::state);
    }

    @Test
    @DisplayName("C5 another that left the view and is silent while our renewals go well is revoked")
    void otherIsSilent_isRevoked() throws Exception {
        becomeSteady();
        otherFellSilent(Duration.ofSeconds(3));
        beatTwice();
        assertThat(store.find(OTHER).orElseThrow().state()).isEqualTo(NodeState.OFFLINE);
    }

    @Test
    @DisplayName("C5 the first whom the database answers after a stall does not revoke those who still wait")
    void databaseStalls_othersAreLeftAlone() throws Exception {
        becomeSteady();
        otherFellSilent(Duration.ofSeconds(3));
        membership.renewTakes = Duration.ofSeconds(3);
        beatTwice();
        assertThat(lease.incarnation()).contains(first);
        assertThat(store.find(OTHER).orElseThrow().state()).isEqualTo(NodeState.ONLINE);
    }

    @Test
    @DisplayName(
            "C5, Q4 so is one that is killed soon after an outage of the database, from which we came back ourselves")
    void killedSoonAfterAnOutage_isRevoked() throws Exception {
        lapsed_givesBackAndJoinsAnew();
        beat(4);
        otherFellSilent(Duration.ofSeconds(3));
        beatTwice();
        assertThat(store.find(OTHER).orElseThrow().state()).isEqualTo(NodeState.OFFLINE);
    }

    @Test
    @DisplayName("C5 after an outage of the database those that do not yet renew are left alone, gone or not")
    void silentSinceBeforeAnOutage_isLeftAlone() throws Exception {
        lapsed_givesBackAndJoinsAnew();
        otherFellSilent(OwnLease.LEASE.plusSeconds(20));
        beat(8);
        assertThat(store.find(OTHER).orElseThrow().state()).isEqualTo(NodeState.ONLINE);
    }

    private void becomeSteady() {
        beat(15);
    }

    private void beat(int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(SECOND);
            heartbeat.beat();
            silentNodes.revokeFound();
        }
    }

    private void otherFellSilent(Duration silence) throws Exception {
        Candidate candidate = new Candidate(OTHER, "m:other", "127.0.0.1", "PROD", "1", 4);
        DATABASE.transact(() -> store.putOnline(candidate, store.nextIncarnation()));
        heartbeat.beat();
        left = true;
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("update node set heartbeat_at = :then where name = 'other'")
                        .bind(
                                "then",
                                store.find(OTHER)
                                        .orElseThrow()
                                        .heartbeatAt()
                                        .minus(silence)
                                        .atOffset(java.time.ZoneOffset.UTC))
                        .execute());
    }

    private void beatTwice() {
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMillis(250));
            heartbeat.beat();
            silentNodes.revokeFound();
        }
    }

    /** The real one, with a database that answers late or not at all. */
    private final class SlowMembership extends Membership {
        private final List<Boolean> heldWhenLeaving = new ArrayList<>();
        private Duration renewTakes = Duration.ZERO;
        private boolean leaveFails;

        SlowMembership() {
            super(store, () -> new Licence("test", "test", 3, null), revocations);
        }

        @Override
        public boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble) {
            clock.advance(renewTakes);
            renewTakes = Duration.ZERO;
            return super.renew(id, incarnation, load, trouble);
        }

        @Override
        public void leave(NodeId id, Incarnation incarnation, String reason) {
            if (leaveFails) {
                throw new IllegalStateException("test");
            }
            heldWhenLeaving.add(lease.isHeld());
            super.leave(id, incarnation, reason);
        }
    }
}
