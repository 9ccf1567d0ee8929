package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flotilla.cluster.NodeState;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.sql.JdbcDispatchStore;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.queue.sql.JdbcGateStore;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("W4 the cluster keeps to a site's connections")
class CountedGateTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SITE = "bank";
    private static final int WORK_MILLIS = 3;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcGateStore store = new JdbcGateStore(DATABASE.database());
    private GateNode.World world;
    private GateNode one;
    private GateNode two;

    @BeforeEach
    void twoNodes() {
        world = new GateNode.World(DATABASE);
        world.put(SITE, false, 2);
        one = new GateNode(world, "node-1");
        two = new GateNode(world, "node-2");
        one.releaser.step();
        two.releaser.step();
    }

    @Nested
    class Full {

        @Test
        @DisplayName(
                "W4 who finds all connections in use is given back with the reason, and comes to the first that is free")
        void full_comesToTheFirstThatIsFree() throws Exception {
            submit(3, "node-1");
            submit(1, "node-2");
            OwnedEvent first = claimed(one);
            OwnedEvent second = claimed(one);
            OwnedEvent refused = claimed(two);
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        assertRefused(two, refused, "waits for a free connection to site bank: all 2 are in use");
                        return null;
                    }));
            Event waiting = reads.find(refused.id()).orElseThrow();
            assertThat(waiting.blockedBy()).isEqualTo(BlockedBy.SITE);
            assertThat(waiting.attempts()).isZero();
            assertThat(two.told).containsExactly(SiteReleaser.TOPIC + SITE);

            one.releaser.wanted(SITE);
            one.releaser.step();
            Event released = reads.find(refused.id()).orElseThrow();
            assertThat(released.blockedBy()).isEqualTo(BlockedBy.NOTHING);
            assertThat(released.assignedNode()).isEqualTo(one.id);
            assertThat(one.ready.seen()).contains(new WorkReady(Set.of(one.id)));
        }

        @Test
        @DisplayName("W4 if the message that it is wanted is lost, the sweep finds it within a second")
        void messageLost_isFoundBySweep() throws Exception {
            OwnedEvent refused = refusedWhileOneHasAll();
            one.after(SiteReleaser.EVERY);
            assertThat(reads.find(refused.id()).orElseThrow().assignedNode()).isEqualTo(one.id);
        }

        @Test
        @DisplayName(
                "W4 when the node that has the connections dies, the others have them, without anybody releasing any")
        void holderDies_freesItsPlaces() throws Exception {
            OwnedEvent refused = refusedWhileOneHasAll();
            one.die();
            two.releaser.sweepNow();
            two.releaser.step();
            Event released = reads.find(refused.id()).orElseThrow();
            assertThat(released.blockedBy()).isEqualTo(BlockedBy.NOTHING);
            OwnedEvent again = claimed(two);
            assertThat(again.id()).isEqualTo(refused.id());
            two.through(again, () -> null);
            assertThat(store.held(SITE)).containsExactly(new Held(two.id, two.life, 1));
        }

        @Test
        @DisplayName("W4 a node that drains gives up what it keeps, as it will not take the work that waits")
        void draining_givesUp() throws Exception {
            OwnedEvent refused = refusedWhileOneHasAll();
            world.states.replaceAll(
                    node -> node.id().equals(one.id) ? TestNodes.node("node-1", NodeState.DRAINING, null) : node);
            one.after(SiteReleaser.EVERY);
            assertThat(store.held(SITE)).isEmpty();
            assertThat(one.kept).hasValue(0);
            assertThat(reads.find(refused.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
        }

        @Test
        @DisplayName("W4 a node that is too busy for the events that it was given gives up its connections to others")
        void busy_givesUp() throws Exception {
            refusedWhileOneHasAll();
            one.after(SiteReleaser.EVERY);
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 2));
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(store.held(SITE)).isEmpty();
            assertThat(world.open).hasValue(0);
        }

        @Test
        @DisplayName("W4 who waits is not let go again and again while nothing is free")
        void nothingFree_staysBlocked() throws Exception {
            submit(4, "node-1");
            OwnedEvent first = claimed(one);
            OwnedEvent second = claimed(one);
            OwnedEvent refused = claimed(one);
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        assertRefused(one, refused, "all 2 are in use");
                        int changes = reads.changes(refused.id()).size();
                        for (int i = 0; i < 20; i++) {
                            one.after(SiteReleaser.THOROUGHLY_EVERY);
                            two.after(SiteReleaser.THOROUGHLY_EVERY);
                        }
                        assertThat(reads.find(refused.id()).orElseThrow().blockedBy())
                                .isEqualTo(BlockedBy.SITE);
                        assertThat(reads.changes(refused.id())).hasSize(changes);
                        return null;
                    }));
        }

        /** By node two; node one keeps both connections, and has nothing to do. */
        private OwnedEvent refusedWhileOneHasAll() throws Exception {
            submit(2, "node-1");
            submit(1, "node-2");
            OwnedEvent first = claimed(one);
            OwnedEvent second = claimed(one);
            OwnedEvent refused = claimed(two);
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        assertRefused(two, refused, "all 2 are in use");
                        return null;
                    }));
            one.end(first);
            one.end(second);
            return refused;
        }
    }

    @Nested
    class Kept {

        @Test
        @DisplayName("W4, K1 the next event of the node has the connection of the last, and asks the database nothing")
        void next_asksNothing() throws Exception {
            submit(2, "node-1");
            one.through(claimed(one), () -> null);
            one.transactions.loseAnswer = true;
            one.through(claimed(one), () -> null);
            assertThat(world.most).hasValue(1);
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 1));
        }

        @Test
        @DisplayName("W4 what nobody used for a minute is closed, and is others' to have")
        void unused_isClosed() throws Exception {
            submit(1, "node-1");
            one.through(claimed(one), () -> null);
            one.after(SiteReleaser.KEPT_FOR.minusSeconds(1));
            assertThat(world.open).hasValue(1);
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(world.open).hasValue(0);
            assertThat(store.held(SITE)).isEmpty();
        }

        @Test
        @DisplayName("W4 when fewer connections are allowed than there are, those that come free are closed")
        void fewerAllowed_areClosed() throws Exception {
            submit(2, "node-1");
            OwnedEvent first = claimed(one);
            OwnedEvent second = claimed(one);
            one.through(first, () -> {
                one.through(second, () -> null);
                world.put(SITE, false, 1);
                one.releaser.sweepNow();
                one.releaser.step();
                assertThat(world.open).as("the one that was kept").hasValue(1);
                return null;
            });
            one.releaser.step();
            assertThat(store.held(SITE)).hasSizeLessThanOrEqualTo(1);
            assertThat(world.open).hasValueLessThanOrEqualTo(1);
        }

        @Test
        @DisplayName("C5 a node that lost its lease closes what it keeps, and has nothing of it in its next life")
        void leaseLost_closes() throws Exception {
            submit(1, "node-1");
            one.through(claimed(one), () -> null);
            one.lease.lose();
            one.after(SiteReleaser.EVERY);
            assertThat(world.open).hasValue(0);
            assertThat(one.places.sites()).isEmpty();
        }

        @Test
        @DisplayName("W4 a place that was given without the node's knowing is given up")
        void answerLost_isGivenUp() throws Exception {
            submit(1, "node-1");
            OwnedEvent event = claimed(one);
            one.transactions.loseAnswer = true;
            assertRefused(one, event, "the database did not answer");
            assertThat(store.held(SITE)).hasSize(1);
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(store.held(SITE)).isEmpty();
        }
    }

    @Nested
    class SingleNode {

        @BeforeEach
        void single() {
            world.put(SITE, true, 2);
        }

        @Test
        @DisplayName("W4 the events of another node go to the one that has the site now, with the reason")
        void others_goToTheHolder() throws Exception {
            submit(1, "node-1");
            submit(1, "node-2");
            OwnedEvent first = claimed(one);
            OwnedEvent other = claimed(two);
            one.through(first, () -> {
                assertRefused(two, other, "site bank runs on node-1 only now");
                two.releaser.step();
                Event moved = reads.find(other.id()).orElseThrow();
                assertThat(moved.assignedNode()).isEqualTo(one.id);
                assertThat(moved.blockedBy()).isEqualTo(BlockedBy.NOTHING);
                one.through(claimed(one), () -> null);
                return null;
            });
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 2));
        }

        @Test
        @DisplayName(
                "W4, W3 what an idle node takes from the busy holder goes to and fro slowly, not as fast as they can")
        void stolen_goesToAndFroSlowly() throws Exception {
            submit(1, "node-1");
            submit(1, "node-2");
            OwnedEvent first = claimed(one);
            one.through(first, () -> {
                OwnedEvent other = claimed(two);
                assertRefused(two, other, "runs on node-1 only");
                two.releaser.step();
                assertRefused(two, stolen(other.id()), "runs on node-1 only");
                two.releaser.step();
                assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
                return null;
            });
        }

        /** By node two, from node one. */
        private OwnedEvent stolen(EventId id) throws Exception {
            List<EventStore.Claimed> claimed = DATABASE.inTransaction(
                    () -> new JdbcDispatchStore(DATABASE.database()).claimFrom(one.id, two.id, two.life, 1));
            assertThat(claimed).extracting(each -> each.event().id()).containsExactly(id);
            return new ClaimedEvent(claimed.get(0).event(), two.id, two.life, claim -> {});
        }

        @Test
        @DisplayName("W4 a holder that takes no work is not given any: they wait until it has left the site")
        void drainingHolder_isWaitedFor() throws Exception {
            submit(1, "node-1");
            submit(1, "node-2");
            OwnedEvent first = claimed(one);
            OwnedEvent other = claimed(two);
            world.states.replaceAll(
                    node -> node.id().equals(one.id) ? TestNodes.node("node-1", NodeState.DRAINING, null) : node);
            one.through(first, () -> {
                assertRefused(two, other, "runs on node-1 only");
                for (int i = 0; i < 5; i++) {
                    two.after(SiteReleaser.THOROUGHLY_EVERY);
                }
                assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
                return null;
            });
            one.after(SiteReleaser.EVERY);
            assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
        }

        @Test
        @DisplayName("W4 a site that becomes a single node's leaves the node that came later")
        void becomesSingle_leavesTheLater() throws Exception {
            world.put(SITE, false, 2);
            submit(1, "node-1");
            submit(1, "node-2");
            one.through(claimed(one), () -> null);
            two.through(claimed(two), () -> null);
            world.put(SITE, true, 2);
            one.releaser.sweepNow();
            one.releaser.step();
            two.releaser.sweepNow();
            two.releaser.step();
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 1));
        }
    }

    @Test
    @DisplayName(
            "W4 while a node that hangs holds the gate, events are given back and waited for, and no slot waits for it")
    void gateHeld_isNotWaitedFor() throws Exception {
        submit(1, "node-1");
        OwnedEvent event = claimed(one);
        DATABASE.inTransaction(() -> {
            store.lock(SITE, Duration.ofSeconds(1));
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                other.submit(() -> assertRefused(one, event, "held by a node that does not answer"))
                        .get(20, TimeUnit.SECONDS);
            } finally {
                other.shutdownNow();
            }
            return null;
        });
        assertThat(reads.find(event.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(claimed(one).id()).isEqualTo(event.id());
    }

    @Test
    @DisplayName("W4 what waits for a site that was deleted comes to run, and to fail")
    void deletedSite_letsAllGo() throws Exception {
        submit(3, "node-1");
        OwnedEvent first = claimed(one);
        OwnedEvent second = claimed(one);
        OwnedEvent refused = claimed(one);
        one.through(
                first,
                () -> one.through(second, () -> {
                    assertRefused(one, refused, "all 2 are in use");
                    return null;
                }));
        world.delete(SITE, 1, "admin");
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(reads.find(refused.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
    }

    @Test
    @DisplayName("W4, T8 under load, with several threads on each node, there are never more, and all events are done")
    void load_neverMore() throws Exception {
        List<EventId> ids = new ArrayList<>(submit(40, "node-1"));
        ids.addAll(submit(40, "node-2"));
        runAll(ids, new Concurrency());
        assertThat(world.most).hasValue(2);
    }

    @Test
    @DisplayName("W4 under load a site of a single node is never connected to from two")
    void loadOnSingleNode_neverTwo() throws Exception {
        world.put(SITE, true, 3);
        List<EventId> ids = new ArrayList<>(submit(30, "node-1"));
        ids.addAll(submit(30, "node-2"));
        Concurrency concurrency = new Concurrency();
        runAll(ids, concurrency);
        assertThat(concurrency.mostNodes).isEqualTo(1);
        assertThat(world.most.get()).isLessThanOrEqualTo(3);
    }

    /** Which nodes work at once. */
    private static final class Concurrency {
        private final Map<NodeId, Integer> counts = new HashMap<>();
        private int mostNodes;

        synchronized void begin(NodeId node) {
            counts.merge(node, 1, Integer::sum);
            mostNodes = Math.max(mostNodes, counts.size());
        }

        synchronized void end(NodeId node) {
            counts.computeIfPresent(node, (id, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Each node has four slots, and a thread that releases; the sweeps come faster than in life. */
    private void runAll(List<EventId> ids, Concurrency concurrency) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<?>> futures = new ArrayList<>();
        for (GateNode node : world.nodes) {
            for (int slot = 0; slot < 4; slot++) {
                futures.add(pool.submit(() -> work(node, over, concurrency)));
            }
            futures.add(pool.submit(() -> {
                while (!over.await(10, TimeUnit.MILLISECONDS)) {
                    node.after(SiteReleaser.EVERY);
                }
                return null;
            }));
        }
        try {
            await("all done")
                    .atMost(SOON)
                    .until(() -> done(ids) || futures.stream().anyMatch(Future::isDone));
            over.countDown();
            for (Future<?> future : futures) {
                future.get(20, TimeUnit.SECONDS);
            }
        } finally {
            over.countDown();
            pool.shutdownNow();
        }
        assertThat(done(ids)).isTrue();
    }

    private boolean done(List<EventId> ids) {
        return ids.stream().allMatch(id -> reads.find(id).orElseThrow().state() == EventState.DONE);
    }

    private static Void work(GateNode node, CountDownLatch over, Concurrency concurrency) throws Exception {
        while (over.getCount() > 0) {
            Optional<OwnedEvent> claimed = node.claim();
            if (claimed.isEmpty()) {
                over.await(5, TimeUnit.MILLISECONDS);
                continue;
            }
            try {
                node.through(claimed.get(), () -> {
                    concurrency.begin(node.id);
                    over.await(WORK_MILLIS, TimeUnit.MILLISECONDS);
                    concurrency.end(node.id);
                    return null;
                });
                node.end(claimed.get());
            } catch (FlotillaException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER);
            }
        }
        return null;
    }

    private static void assertRefused(GateNode node, OwnedEvent event, String reason) {
        assertThatThrownBy(() -> node.through(event, () -> {
                    throw new AssertionError("It was let through");
                }))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_OWNER))
                .hasMessageContaining(reason);
    }

    private static OwnedEvent claimed(GateNode node) {
        return node.claim().orElseThrow();
    }

    private List<EventId> submit(int count, String node) throws Exception {
        EventRequest request =
                EventRequest.of(TaskType.PUSH, "push-file", CycleId.next()).withSite(SITE);
        return DATABASE.inTransaction(() -> {
            List<EventId> ids = events.nextIds(count);
            ids.forEach(id -> events.insert(id, request, Optional.of(new NodeId(node))));
            return ids;
        });
    }
}
