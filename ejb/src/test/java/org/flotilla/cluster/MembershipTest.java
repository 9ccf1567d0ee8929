package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flotilla.cluster.JoinResult.Joined;
import org.flotilla.cluster.JoinResult.Refused;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.licence.Licence;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("C the membership in the database")
class MembershipTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final NodeStore store = new JdbcNodeStore(DATABASE.database());
    private final RecordedEvents<IncarnationRevoked> revocations = new RecordedEvents<>();
    private final Membership membership =
            new Membership(store, () -> new Licence("test", "test", 3, null), revocations);

    @Test
    @DisplayName("C1 a node that joins is seen by all, under a new and higher incarnation")
    void join_isSeen() throws Exception {
        Incarnation first = joined("node-1");
        Incarnation second = joined("node-2");
        assertThat(second.value()).isGreaterThan(first.value());
        assertThat(store.all()).extracting(NodeStatus::state).containsOnly(NodeState.ONLINE);
    }

    @Test
    @DisplayName("C3 twenty nodes race for three slots: three win, the others are told why")
    void race_fillsTheSlotsExactly() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(20);
        List<Future<JoinResult>> results = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> results.add(pool.submit(() -> join("node-" + i))));
        int winners = 0;
        for (Future<JoinResult> result : results) {
            winners += result.get() instanceof Joined ? 1 : 0;
        }
        pool.shutdownNow();
        assertThat(winners).isEqualTo(3);
        assertThat(store.all()).filteredOn(NodeStatus::isOnline).hasSize(3);
        assertThat(store.all())
                .filteredOn(node -> node.state() == NodeState.REFUSED)
                .hasSize(17)
                .allSatisfy(node -> assertThat(node.reason()).contains("allows 3 active nodes"));
    }

    @Test
    @DisplayName("C3 a refused node gets in when a slot frees")
    void refused_joinsWhenASlotFrees() throws Exception {
        Incarnation first = joined("node-1");
        joined("node-2");
        joined("node-3");
        assertThat(join("node-4")).isInstanceOf(Refused.class);
        DATABASE.transact(() -> membership.leave(new NodeId("node-1"), first, "test"));
        assertThat(join("node-4")).isInstanceOf(Joined.class);
    }

    @Test
    @DisplayName("C1 two servers under one name: the second is refused while the first lives")
    void sameName_isRefusedWhileTheFirstLives() throws Exception {
        joined("node-1");
        assertThat(join("node-1"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("under the name node-1"));
    }

    @Test
    @DisplayName(
            "Q4, C5 a restarted node takes its own place once the first has stopped by itself, and what that owned is given back")
    void restarted_takesItsPlace() throws Exception {
        Incarnation before = joined("node-1");
        silenceFor("node-1", OwnLease.OWN_LIMIT);
        assertThat(join("node-1")).isInstanceOf(Refused.class);
        silenceFor("node-1", OwnLease.OWN_LIMIT.plusSeconds(2));
        Incarnation after = joined("node-1");
        assertThat(after.value()).isGreaterThan(before.value());
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(before);
        assertThat(renew("node-1", before)).isFalse();
        assertThat(renew("node-1", after)).isTrue();
    }

    @Test
    @DisplayName(
            "W3 a heartbeat tells how much the node runs and which task types get no slot, until the node is offline")
    void heartbeat_tellsTheWorkload() throws Exception {
        Incarnation life = joined("node-1");
        assertThat(store.all().get(0).full()).isEmpty();
        renew("node-1", life);
        NodeStatus node = store.all().get(0);
        assertThat(node.running()).isEqualTo(3);
        assertThat(node.full()).containsExactlyInAnyOrder("PUSH", "PGP");
        silenceFor("node-1", Duration.ofSeconds(11));
        revoke(node);
        assertThat(store.all().get(0).full()).isEmpty();
    }

    @Test
    @DisplayName("C5 a silent node is revoked once, however many try; one that renewed meanwhile is left alone")
    void revoke_succeedsOnce() throws Exception {
        joined("node-1");
        silenceFor("node-1", Duration.ofSeconds(11));
        NodeStatus silent = store.all().get(0);
        assertThat(revoke(silent)).isTrue();
        assertThat(revoke(silent)).isFalse();
        assertThat(revocations.seen()).hasSize(1);

        Incarnation second = joined("node-2");
        NodeStatus asReadBefore = store.find(new NodeId("node-2")).orElseThrow();
        assertThat(renew("node-2", second)).isTrue();
        assertThat(revoke(asReadBefore)).isFalse();
    }

    @Test
    @DisplayName("C5 a node that hangs with its row locked holds up nobody, and is revoked later")
    void locked_isRevokedLater() throws Exception {
        joined("node-1");
        silenceFor("node-1", Duration.ofSeconds(11));
        NodeStatus silent = store.all().get(0);
        DATABASE.whileHeld(
                "update node set running = running",
                () -> assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> assertThat(revoke(silent)).isFalse()));
        assertThat(revoke(silent)).isTrue();
    }

    @Test
    @DisplayName("O5 a node without the shared file system gives back what it has, and says why")
    void withoutStorage_leavesAndSaysWhy() throws Exception {
        Incarnation before = joined("node-1");

        assertThat(withoutStorage("node-1", before)).isTrue();

        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(before);
        assertThat(store.all()).singleElement().satisfies(node -> {
            assertThat(node.state()).isEqualTo(NodeState.REFUSED);
            assertThat(node.reason()).isEqualTo("Not mounted.");
        });
        assertThat(join("node-1")).isInstanceOf(Joined.class);
    }

    @Test
    @DisplayName("O5 a node without the shared file system leaves alone who works under its name")
    void withoutStorage_leavesTheNamesakeAlone() throws Exception {
        joined("node-1");

        assertThat(withoutStorage("node-1", null)).isFalse();

        assertThat(store.all()).extracting(NodeStatus::state).containsExactly(NodeState.ONLINE);
    }

    @Test
    @DisplayName("O5 a node without the shared file system waits for nobody: what is locked is given back later")
    void withoutStorage_whileItsRowIsLocked_isTriedAgain() throws Exception {
        Incarnation before = joined("node-1");
        DATABASE.whileHeld(
                "update node set running = running",
                () -> assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> assertThat(withoutStorage("node-1", before)).isFalse()));
        assertThat(withoutStorage("node-1", before)).isTrue();
        assertThat(store.all()).extracting(NodeStatus::state).containsExactly(NodeState.REFUSED);
    }

    @Test
    @DisplayName("O5 a node without the shared file system does not wait for those that join")
    void withoutStorage_whileOthersJoin_isRecorded() throws Exception {
        DATABASE.whileHeld(
                "update cluster set epoch = epoch",
                () -> assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> assertThat(withoutStorage("node-1", null)).isTrue()));
    }

    @Test
    @DisplayName("C1 a node that hangs while it joins does not hang the others: they try again")
    void join_whileAnotherHangs_failsSoon() throws Exception {
        DATABASE.whileHeld(
                "update cluster set epoch = epoch",
                () -> assertTimeoutPreemptively(
                        Duration.ofSeconds(20),
                        () -> assertThatThrownBy(() -> join("node-1")).isInstanceOf(JdbiException.class)));
        assertThat(join("node-1")).isInstanceOf(Joined.class);
    }

    private boolean withoutStorage(String name, Incarnation own) throws Exception {
        return DATABASE.inTransaction(
                () -> membership.withoutStorage(candidate(name), Optional.ofNullable(own), "Not mounted."));
    }

    private static Candidate candidate(String name) {
        return new Candidate(new NodeId(name), "m:" + name, "127.0.0.1", "PROD", "1", 4);
    }

    private JoinResult join(String name) throws Exception {
        return DATABASE.inTransaction(() -> membership.join(candidate(name)));
    }

    private Incarnation joined(String name) throws Exception {
        return ((Joined) join(name)).incarnation();
    }

    private boolean renew(String name, Incarnation incarnation) throws Exception {
        return DATABASE.inTransaction(
                () -> membership.renew(new NodeId(name), incarnation, new Workload(4, 3, Set.of("PUSH", "PGP")), null));
    }

    private boolean revoke(NodeStatus node) throws Exception {
        return DATABASE.inTransaction(() -> membership.revoke(node, Duration.ofSeconds(10), "test"));
    }

    /** As if the node had not renewed for so long, on the database's own clock. */
    private void silenceFor(String name, Duration silence) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("update node set heartbeat_at = :then where name = :name")
                        .bind(
                                "then",
                                store.all().get(0).heartbeatAt().minus(silence).atOffset(java.time.ZoneOffset.UTC))
                        .bind("name", name)
                        .execute());
    }
}
