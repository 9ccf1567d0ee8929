package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flotilla.cluster.NodeState;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcGateStore;
import org.flotilla.test.TestDatabase;
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

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcGateStore store = new JdbcGateStore(DATABASE.database());
    private GateNode.World world;
    private GateNode one;
    private GateNode two;

    @BeforeEach
    void twoNodes() {
        world = new GateNode.World(DATABASE);
        world.sites.with(SITE, false, 2);
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
        void full_comesToTheFirstThatIsFree() {
            world.submit(3, SITE, "node-1");
            world.submit(1, SITE, "node-2");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent refused = two.claimed();
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        two.assertRefused(refused, "waits for a free connection to site bank: all 2 are in use");
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
        void messageLost_isFoundBySweep() {
            OwnedEvent refused = refusedWhileOneHasAll();
            one.after(SiteReleaser.EVERY);
            assertThat(reads.find(refused.id()).orElseThrow().assignedNode()).isEqualTo(one.id);
        }

        @Test
        @DisplayName(
                "W4 when the node that has the connections dies, the others have them, without anybody releasing any")
        void holderDies_freesItsPlaces() {
            OwnedEvent refused = refusedWhileOneHasAll();
            one.die();
            two.releaser.sweepNow();
            two.releaser.step();
            Event released = reads.find(refused.id()).orElseThrow();
            assertThat(released.blockedBy()).isEqualTo(BlockedBy.NOTHING);
            OwnedEvent again = two.claimed();
            assertThat(again.id()).isEqualTo(refused.id());
            two.through(again, () -> null);
            assertThat(store.held(SITE)).containsExactly(new Held(two.id, two.life, 1));
        }

        @Test
        @DisplayName("W4 a node that drains gives up what it keeps, as it will not take the work that waits")
        void draining_givesUp() {
            OwnedEvent refused = refusedWhileOneHasAll();
            world.become(one, NodeState.DRAINING);
            one.after(SiteReleaser.EVERY);
            assertThat(store.held(SITE)).isEmpty();
            assertThat(one.kept).hasValue(0);
            assertThat(reads.find(refused.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
        }

        @Test
        @DisplayName("W4 a node that is too busy for the events that it was given gives up its connections to others")
        void busy_givesUp() {
            refusedWhileOneHasAll();
            one.after(SiteReleaser.EVERY);
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 2));
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(store.held(SITE)).isEmpty();
            assertThat(world.open).hasValue(0);
        }

        @Test
        @DisplayName("W4 who waits is not let go again and again while nothing is free")
        void nothingFree_staysBlocked() {
            world.submit(4, SITE, "node-1");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent refused = one.claimed();
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        one.assertRefused(refused, "all 2 are in use");
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

        @Test
        @DisplayName("W4 who comes to a full site does not wait for the gate, to be told that it is full")
        void full_isToldWithoutTheLock() {
            world.submit(2, SITE, "node-1");
            world.submit(1, SITE, "node-2");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent refused = two.claimed();
            one.through(
                    first,
                    () -> one.through(
                            second, () -> whileGateIsHeld(() -> two.assertRefused(refused, "all 2 are in use"))));
        }

        @Test
        @DisplayName(
                "W4 who is refused while the last place comes free is let go within a second, however often that happens")
        void freedMeanwhile_isLetGo() {
            world.submit(2, SITE, "node-1");
            world.submit(2, SITE, "node-2");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent refused = two.claimed();
            OwnedEvent refusedAgain = two.claimed();
            one.through(first, () -> {
                one.through(second, () -> {
                    two.assertRefused(refused, "all 2 are in use");
                    two.releaser.step();
                    assertBlocked(refused, BlockedBy.SITE);
                    return null;
                });
                two.beforeRefusal = () -> elsewhere(() -> one.after(SiteReleaser.KEPT_FOR));
                two.assertRefused(refusedAgain, "all 2 are in use");
                assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 1));
                two.releaser.step();
                assertBlocked(refusedAgain, BlockedBy.SITE);
                two.after(SiteReleaser.EVERY);
                assertBlocked(refusedAgain, BlockedBy.NOTHING);
                return null;
            });
        }

        private void assertBlocked(OwnedEvent event, BlockedBy by) {
            assertThat(reads.find(event.id()).orElseThrow().blockedBy()).isEqualTo(by);
        }

        /** By node two; node one keeps both connections, and has nothing to do. */
        private OwnedEvent refusedWhileOneHasAll() {
            world.submit(2, SITE, "node-1");
            world.submit(1, SITE, "node-2");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent refused = two.claimed();
            one.through(
                    first,
                    () -> one.through(second, () -> {
                        two.assertRefused(refused, "all 2 are in use");
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
        void next_asksNothing() {
            world.submit(2, SITE, "node-1");
            one.through(one.claimed(), () -> null);
            one.transactions.loseAnswer = true;
            one.through(one.claimed(), () -> null);
            assertThat(world.most).hasValue(1);
            assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 1));
        }

        @Test
        @DisplayName("W4 an event that took its place before its release was answered leaves no promise behind")
        void takenAtOnce_leavesNoPromise() {
            world.sites.with(SITE, false, 1);
            world.submit(3, SITE, "node-1");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            OwnedEvent third = one.claimed();
            one.through(first, () -> {
                one.assertRefused(second, "all 1 are in use");
                one.assertRefused(third, "all 1 are in use");
                return null;
            });
            one.afterRelease = () -> {
                one.afterRelease = () -> {};
                one.through(one.claimed(), () -> null);
            };
            one.releaser.step();
            assertThat(one.places.free(SITE)).isEqualTo(1);
            one.releaser.step();
            assertThat(reads.find(third.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
        }

        @Test
        @DisplayName("W4 what nobody used for a minute is closed, and is others' to have")
        void unused_isClosed() {
            world.submit(1, SITE, "node-1");
            one.through(one.claimed(), () -> null);
            one.after(SiteReleaser.KEPT_FOR.minusSeconds(1));
            assertThat(world.open).hasValue(1);
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(world.open).hasValue(0);
            assertThat(store.held(SITE)).isEmpty();
        }

        @Test
        @DisplayName("W4 when fewer connections are allowed than there are, those that come free are closed")
        void fewerAllowed_areClosed() {
            world.submit(2, SITE, "node-1");
            OwnedEvent first = one.claimed();
            OwnedEvent second = one.claimed();
            one.through(first, () -> {
                one.through(second, () -> null);
                world.sites.with(SITE, false, 1);
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
        void leaseLost_closes() {
            world.submit(1, SITE, "node-1");
            one.through(one.claimed(), () -> null);
            one.lease.lose();
            one.after(SiteReleaser.EVERY);
            assertThat(world.open).hasValue(0);
            assertThat(one.places.sites()).isEmpty();
        }

        @Test
        @DisplayName("W4 a place that was given without the node's knowing is given up")
        void answerLost_isGivenUp() {
            world.submit(1, SITE, "node-1");
            OwnedEvent event = one.claimed();
            one.transactions.loseAnswer = true;
            one.assertRefused(event, "the database did not answer");
            assertThat(store.held(SITE)).hasSize(1);
            one.after(SiteReleaser.THOROUGHLY_EVERY);
            assertThat(store.held(SITE)).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "W4 while a node that hangs holds the gate, events are given back and waited for, and no slot waits for it")
    void gateHeld_isNotWaitedFor() {
        world.submit(1, SITE, "node-1");
        OwnedEvent event = one.claimed();
        whileGateIsHeld(() -> one.assertRefused(event, "held by a node that does not answer"));
        assertThat(reads.find(event.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(one.claimed().id()).isEqualTo(event.id());
    }

    @Test
    @DisplayName("W4 what waits for a site that was deleted comes to run, and to fail")
    void deletedSite_letsAllGo() {
        world.submit(3, SITE, "node-1");
        OwnedEvent first = one.claimed();
        OwnedEvent second = one.claimed();
        OwnedEvent refused = one.claimed();
        one.through(
                first,
                () -> one.through(second, () -> {
                    one.assertRefused(refused, "all 2 are in use");
                    return null;
                }));
        world.sites.delete(SITE, 1, "admin");
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(reads.find(refused.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
    }

    /** As by a node that hangs. */
    private Void whileGateIsHeld(Runnable work) {
        DATABASE.transact(() -> {
            store.lock(SITE, Duration.ofSeconds(1));
            elsewhere(work);
        });
        return null;
    }

    /** On another thread, and so in a transaction of its own. */
    private static void elsewhere(Runnable work) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            other.submit(work).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            other.shutdownNow();
        }
    }
}
