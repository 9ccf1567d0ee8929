package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.GateHeld;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.GateStore.Taken;
import org.flotilla.queue.LegalChanges;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.queue.TaskType;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("W4 the statements of the gates of sites")
class JdbcGateStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");
    private static final String SITE = "bank";
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    private final JdbcGateStore store = new JdbcGateStore(DATABASE.database());
    private final JdbcReleaseStore order = new JdbcReleaseStore(DATABASE.database());
    private final JdbcActionStore actions = new JdbcActionStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
    private Incarnation one;
    private Incarnation two;

    @BeforeEach
    void nodesAreOnline() throws Exception {
        one = online(ONE);
        two = online(TWO);
    }

    @Nested
    class Places {

        @Test
        @DisplayName("W4 places count by node, and only of nodes that are active: a takeover frees them by itself")
        void places_countOfActiveNodes() throws Exception {
            insert(one, 1, SITE, ONE);
            insert(one, 2, SITE, ONE);
            insert(two, 1, SITE, TWO);
            insert(two, 2, "other", TWO);
            assertThat(store.held(SITE)).containsExactly(new Held(ONE, one, 2), new Held(TWO, two, 1));

            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(store.held(SITE)).containsExactly(new Held(TWO, two, 1));

            Incarnation again = online(ONE);
            assertThat(again).isNotEqualTo(one);
            assertThat(store.held(SITE)).containsExactly(new Held(TWO, two, 1));
            assertThat(DATABASE.inTransaction(store::deleteEnded)).isEqualTo(2);
            assertThat(DATABASE.inTransaction(store::deleteEnded)).isZero();
        }

        @Test
        @DisplayName(
                "W4 a look waits for nobody, not even for a node that hangs while it adds a place or renews its lease")
        void seen_waitsForNobody() throws Exception {
            insert(one, 1, SITE, ONE);
            DATABASE.whileHeld(
                    "insert into site_place (incarnation, number, site, node) values (" + two
                            + ", 1, 'bank', 'node-2')",
                    () -> assertTimeoutPreemptively(
                            AT_ONCE, () -> assertThat(store.seen(SITE)).containsExactly(new Held(ONE, one, 1))));
            DATABASE.whileHeld(
                    "update node set running = 1 where name = 'node-2'",
                    () -> assertTimeoutPreemptively(
                            AT_ONCE, () -> assertThat(store.seen(SITE)).containsExactly(new Held(ONE, one, 1))));
        }

        @Test
        @DisplayName("W4 a node gives up places by number, and those that it does not know of")
        void places_areGivenUp() throws Exception {
            for (int number = 1; number <= 5; number++) {
                insert(one, number, SITE, ONE);
            }
            insert(two, 1, SITE, TWO);
            DATABASE.transact(() -> store.delete(one, List.of(1L, 9L)));
            assertThat(store.held(SITE)).containsExactly(new Held(ONE, one, 4), new Held(TWO, two, 1));
            assertThat(DATABASE.inTransaction(() -> store.deleteUnknown(one, 4, Set.of(2L))))
                    .as("3 and 4; the fifth was asked for later")
                    .isEqualTo(2);
            assertThat(store.held(SITE)).containsExactly(new Held(ONE, one, 2), new Held(TWO, two, 1));
        }

        @Test
        @DisplayName("W4 while one counts and adds, another waits, and not for ever; other sites do not wait")
        void lock_isWaitedForAndNotForEver() throws Exception {
            DATABASE.inTransaction(() -> {
                store.lock(SITE, PATIENCE);
                return JdbcEventStoreTest.inParallel(1, () -> {
                    assertThatThrownBy(() -> DATABASE.transact(() -> store.lock(SITE, PATIENCE)))
                            .isInstanceOf(GateHeld.class)
                            .hasMessageContaining("bank");
                    DATABASE.transact(() -> store.lock("other", PATIENCE));
                    return null;
                });
            });
            DATABASE.transact(() -> store.lock(SITE, PATIENCE));
        }

        private void insert(Incarnation incarnation, long number, String site, NodeId node) {
            DATABASE.transact(() -> store.insert(new Place(site, incarnation, number), node));
        }
    }

    @Nested
    class Refused {

        @Test
        @DisplayName("W4, Q2 a refused event is not claimed again, was no attempt, and its history says why")
        void refused_waits() throws Exception {
            EventId id = submit(5);
            claim(ONE, one);
            assertThat(refuse(id, one, null, "all 8 are in use")).isTrue();
            Event event = reads.find(id).orElseThrow();
            assertThat(event.state()).isEqualTo(EventState.READY);
            assertThat(event.blockedBy()).isEqualTo(BlockedBy.SITE);
            assertThat(event.attempts()).isZero();
            assertThat(event.assignedNode()).isEqualTo(ONE);
            List<EventChange> changes = reads.changes(id);
            EventChange last = changes.get(changes.size() - 1);
            assertThat(last.from()).isEqualTo(EventState.RUNNING);
            assertThat(last.to()).isEqualTo(EventState.READY);
            assertThat(last.node()).isEqualTo("node-1");
            assertThat(last.reason()).isEqualTo("all 8 are in use");
            assertThat(claim(ONE, one)).isEmpty();
            assertThat(claim(TWO, two)).isEmpty();
            assertThat(store.waitingSites("", 10)).containsExactly(new Taken(SITE, 0, null));
        }

        @Test
        @DisplayName("W4 that of a site of a single node goes to the node that has it")
        void holder_isWhereItGoes() throws Exception {
            EventId id = submit(5);
            claim(ONE, one);
            refuse(id, one, TWO, "site bank runs on node-2 only now");
            assertThat(reads.find(id).orElseThrow().assignedNode()).isEqualTo(TWO);
            assertThat(release(null, 1)).containsExactly(new Released(id, TWO));
            assertThat(claim(ONE, one)).isEmpty();
            assertThat(claim(TWO, two)).containsExactly(id);
        }

        @Test
        @DisplayName("Q5 a claim that does not hold any more is not given back, and nothing is recorded")
        void claimThatIsGone_isNotGivenBack() throws Exception {
            EventId id = submit(5);
            claim(ONE, one);
            DATABASE.inTransaction(() -> events.requeue(one, Set.of(), TWO, "test"));
            claim(TWO, two);
            int changes = reads.changes(id).size();
            assertThat(refuse(id, one, null, "why")).isFalse();
            assertThat(reads.find(id).orElseThrow().ownerIncarnation()).isEqualTo(two);
            assertThat(reads.changes(id)).hasSize(changes);
        }

        @Test
        @DisplayName("Q7 it keeps its ordering key: the next does not overtake it")
        void ordered_keepsItsKey() throws Exception {
            EventId first = submit(push(5).withOrderingKey("k"));
            submit(push(5).withOrderingKey("k"));
            DATABASE.inTransaction(() -> order.release(Set.of("k")));
            claim(ONE, one);
            refuse(first, one, null, "why");
            assertThat(DATABASE.inTransaction(() -> order.release(Set.of("k")))).isEmpty();
            assertThat(order.holder("k")).contains(first);
        }

        @Test
        @DisplayName("Q8 suspended, it does not wait for its site; resumed, it asks anew; cancelled, it is gone")
        void operators_actOnIt() throws Exception {
            EventId suspended = submit(5);
            EventId cancelled = submit(5);
            claim(ONE, one);
            refuse(suspended, one, null, "why");
            refuse(cancelled, one, null, "why");
            act(EventAction.SUSPEND, suspended);
            act(EventAction.CANCEL, cancelled);
            assertThat(store.waitingSites("", 10)).isEmpty();
            assertThat(release(null, 10)).isEmpty();
            act(EventAction.RESUME, suspended);
            assertThat(claim(ONE, one)).containsExactly(suspended);
        }
    }

    @Nested
    class Release {

        @Test
        @DisplayName("W4 as many as are asked for, the best first, to the node that has the place")
        void best_areReleasedFirst() throws Exception {
            EventId low = submit(1);
            EventId first = submit(5);
            EventId second = submit(5);
            EventId high = submit(9);
            for (EventId id : claim(ONE, one)) {
                refuse(id, one, null, "why");
            }
            assertThat(release(TWO, 2)).extracting(Released::event).containsExactlyInAnyOrder(high, first);
            assertThat(claim(ONE, one)).isEmpty();
            assertThat(claim(TWO, two)).containsExactlyInAnyOrder(high, first);
            assertThat(release(TWO, 1)).containsExactly(new Released(second, TWO));
            assertThat(release(TWO, 5)).containsExactly(new Released(low, TWO));
            assertThat(release(TWO, 5)).isEmpty();
        }

        @Test
        @DisplayName("W4 to nobody that is not online")
        void gone_getsNothing() throws Exception {
            EventId id = submit(5);
            claim(ONE, one);
            refuse(id, one, null, "why");
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(release(null, 1)).containsExactly(new Released(id, null));
            assertThat(claim(TWO, two)).containsExactly(id);
        }

        @Test
        @DisplayName("Q3 what is locked is passed by")
        void locked_isPassedBy() throws Exception {
            EventId locked = submit(9);
            EventId other = submit(1);
            claim(ONE, one);
            refuse(locked, one, null, "why");
            refuse(other, one, null, "why");
            DATABASE.whileHeld(
                    "update event set changed_at = changed_at where id = " + locked,
                    () -> assertTimeoutPreemptively(
                            AT_ONCE, () -> assertThat(release(ONE, 1)).containsExactly(new Released(other, ONE))));
        }

        @Test
        @DisplayName("W4 the sweep is told with each site how many places are taken, and by which active node first")
        void waitingSites_areWithTheirPlaces() throws Exception {
            submit(5);
            for (EventId id : claim(ONE, one)) {
                refuse(id, one, null, "why");
            }
            DATABASE.transact(() -> store.insert(new Place(SITE, two, 1), TWO));
            DATABASE.transact(() -> store.insert(new Place("other", two, 2), TWO));
            DATABASE.transact(() -> store.insert(new Place(SITE, one, 1), ONE));
            assertThat(store.waitingSites("", 10)).containsExactly(new Taken(SITE, 2, one));
            assertThat(store.sitesOf(one)).containsExactly(new Taken(SITE, 2, one));
            assertThat(store.sitesOf(two))
                    .containsExactlyInAnyOrder(new Taken(SITE, 2, one), new Taken("other", 1, two));
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(store.waitingSites("", 10)).containsExactly(new Taken(SITE, 1, two));
        }

        @Test
        @DisplayName("W4 the sweep is told of each site once")
        void waitingSites_areOnce() throws Exception {
            submit(push(5).withSite("a"));
            submit(push(5).withSite("a"));
            submit(push(5).withSite("b"));
            for (EventId id : claim(ONE, one)) {
                refuse(id, one, null, "why");
            }
            assertThat(store.waitingSites("", 10)).extracting(Taken::site).containsExactly("a", "b");
            assertThat(store.waitingSites("", 1)).extracting(Taken::site).containsExactly("a");
            assertThat(store.waitingSites("a", 1)).extracting(Taken::site).containsExactly("b");
            assertThat(store.waitingSites("b", 1)).isEmpty();
        }
    }

    private List<Released> release(NodeId node, int limit) throws Exception {
        return DATABASE.inTransaction(() -> store.release(SITE, node, limit));
    }

    private boolean refuse(EventId id, Incarnation incarnation, NodeId holder, String reason) throws Exception {
        return DATABASE.inTransaction(() -> store.refuse(new Claim(id, incarnation, 1), holder, reason));
    }

    private void act(EventAction action, EventId id) {
        DATABASE.transact(() -> actions.apply(
                ActionRequest.of(action, "olga"), List.of(actions.lock(id).orElseThrow()), ONE));
    }

    private static EventRequest push(int priority) {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next())
                .withSite(SITE)
                .withPriority(priority);
    }

    private EventId submit(int priority) throws Exception {
        return submit(push(priority));
    }

    private EventId submit(EventRequest request) throws Exception {
        return DATABASE.inTransaction(() -> {
            EventId id = events.nextIds(1).get(0);
            events.insert(id, request, Optional.of(ONE), ONE);
            return id;
        });
    }

    private List<EventId> claim(NodeId node, Incarnation incarnation) throws Exception {
        return DATABASE.inTransaction(() -> {
            List<EventId> claimed = new ArrayList<>();
            events.claimAssigned(node, incarnation, 100)
                    .forEach(each -> claimed.add(each.event().id()));
            events.claimUnassigned(node, incarnation, 100)
                    .forEach(each -> claimed.add(each.event().id()));
            return claimed;
        });
    }

    private Incarnation online(NodeId node) throws Exception {
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }
}
