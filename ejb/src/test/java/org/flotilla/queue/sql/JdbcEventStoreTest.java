package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.ErrorClass;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.TaskType;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Q the queue's statements")
class JdbcEventStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");

    private final JdbcEventStore store = new JdbcEventStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
    private Incarnation one;
    private Incarnation two;

    @BeforeEach
    void twoNodesAreOnline() throws Exception {
        one = online(ONE);
        two = online(TWO);
    }

    @Nested
    class Submit {

        @Test
        @DisplayName("Q1 a submitted event is there, READY, with all that was said of it")
        void submitted_isThere() throws Exception {
            EventId id = submit(push().withAccount("acme").withSite("partner").withAttributes(Map.of("file", "ä.txt")));
            Event event = reads.find(id).orElseThrow();
            assertThat(event.state()).isEqualTo(EventState.READY);
            assertThat(event.account()).isEqualTo("acme");
            assertThat(event.attributes()).containsExactly(Map.entry("file", "ä.txt"));
            assertThat(Duration.between(event.dueAt(), event.createdAt())).isLessThan(Duration.ofSeconds(1));
            assertThat(reads.changes(id)).extracting(EventChange::to).containsExactly(EventState.READY);
        }

        @Test
        @DisplayName("Q7 a key used before names the first event, also when that has ended")
        void usedKey_namesTheFirstEvent() throws Exception {
            EventId first = submit(push());
            assertThat(store.findKey("k")).isEmpty();
            assertThat(DATABASE.inTransaction(() -> store.useKey("k", first))).isEmpty();
            assertThat(store.findKey("k")).contains(first);
            finish(one, claim(ONE, one, 1).get(0).event().id(), EventState.DONE);
            assertThat(DATABASE.inTransaction(() -> store.useKey("k", new EventId(-1))))
                    .contains(first);
        }

        @Test
        @DisplayName("Q7 of sessions that use one key at once one is the first, and the others find its event")
        void racingForAKey_oneWins() throws Exception {
            AtomicLong ids = new AtomicLong();
            CyclicBarrier start = new CyclicBarrier(8);
            List<Optional<EventId>> found = inParallel(8, () -> {
                start.await(20, TimeUnit.SECONDS);
                return DATABASE.inTransaction(() -> store.useKey("k", new EventId(ids.incrementAndGet())));
            });
            assertThat(found.stream().filter(Optional::isEmpty)).hasSize(1);
            assertThat(found.stream().flatMap(Optional::stream).distinct())
                    .containsExactly(store.findKey("k").orElseThrow());
        }

        @Test
        @DisplayName("Q7 a key is as it is written: upper case and lower case are two")
        void key_isAsWritten() throws Exception {
            assertThat(DATABASE.inTransaction(() -> store.useKey("k", new EventId(1))))
                    .isEmpty();
            assertThat(DATABASE.inTransaction(() -> store.useKey("K", new EventId(2))))
                    .isEmpty();
            assertThat(store.findKey("k")).contains(new EventId(1));
        }

        @Test
        @DisplayName("Q8 ids follow the order of submission, whichever session takes them: lists begin with the newest")
        void ids_areInOrderOfSubmission() throws Exception {
            List<EventId> ids = DATABASE.inTransaction(() -> {
                List<EventId> taken = new ArrayList<>(store.nextIds(1));
                taken.add(elsewhere());
                taken.addAll(store.nextIds(1));
                taken.add(elsewhere());
                return taken;
            });
            assertThat(ids).extracting(EventId::value).isSorted();
        }

        /** In a session of its own. */
        private EventId elsewhere() throws Exception {
            return inParallel(1, () -> store.nextIds(1).get(0)).get(0);
        }
    }

    @Nested
    class Claiming {

        @Test
        @DisplayName("Q3 the highest priority goes first, then the earliest due")
        void order_isPriorityThenDue() throws Exception {
            EventId low = submit(push().withPriority(1));
            EventId early = submit(push());
            EventId late = submit(push());
            EventId high = submit(push().withPriority(9));
            List<EventId> order = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                order.add(claim(ONE, one, 1).get(0).event().id());
            }
            assertThat(order).containsExactly(high, early, late, low);
        }

        @Test
        @DisplayName("Q7 a delayed event is not claimed before it is due")
        void delayed_isNotClaimed() throws Exception {
            submit(push().withDelay(Duration.ofHours(1)));
            assertThat(claim(ONE, one, 10)).isEmpty();
        }

        @Test
        @DisplayName("W1 an event goes to the node it was dispatched to, and to no other")
        void assigned_isClaimedByThatNodeOnly() throws Exception {
            EventId id = submit(push(), Optional.of(TWO));
            assertThat(claim(ONE, one, 10)).isEmpty();
            assertThat(claim(TWO, two, 10)).extracting(c -> c.event().id()).containsExactly(id);
        }

        @Test
        @DisplayName("Q5 a node that was revoked claims nothing")
        void revokedNode_claimsNothing() throws Exception {
            submit(push());
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(claim(ONE, one, 10)).isEmpty();
        }

        @Test
        @DisplayName("Q3 2,000 events through eight competing claimers: each exactly once, none waits")
        void competing_claimEachOnce() throws Exception {
            int events = 2_000;
            DATABASE.transact(() -> store.nextIds(events).forEach(id -> store.insert(id, push(), Optional.empty())));
            Set<EventId> claimed = ConcurrentHashMap.newKeySet();
            int total = inParallel(8, () -> claimAll(claimed)).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertThat(total).isEqualTo(events);
            assertThat(claimed).hasSize(events);
        }

        private int claimAll(Set<EventId> claimed) throws Exception {
            int count = 0;
            List<Claimed> batch = claim(ONE, one, 50);
            while (!batch.isEmpty()) {
                count += batch.size();
                batch.forEach(claim -> claimed.add(claim.event().id()));
                batch = claim(ONE, one, 50);
            }
            return count;
        }
    }

    @Nested
    class Finish {

        @Test
        @DisplayName("Q2 a finished event is in the history alone, with each change recorded")
        void done_movesToHistory() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            assertThat(finish(one, id, EventState.DONE)).containsExactly(id);
            assertThat(count("event")).isZero();
            assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.DONE);
            assertThat(reads.changes(id))
                    .extracting(EventChange::to)
                    .containsExactly(EventState.READY, EventState.RUNNING, EventState.DONE);
            assertThat(reads.figures().doneLastMinute()).isEqualTo(1);
        }

        @Test
        @DisplayName(
                "Q2 one batch ends some, fails some, and leaves those of others; each change is recorded with its owner")
        void batch_endsEachInItsWay() throws Exception {
            EventId done = submit(push());
            EventId failed = submit(push());
            EventId others = submit(push());
            claim(ONE, one, 2);
            claim(TWO, two, 1);
            List<Outcome> outcomes = List.of(
                    new Outcome(new Claim(others, one, 1), EventState.DONE, "fine", null),
                    new Outcome(new Claim(failed, one, 1), EventState.FAILED, "no route", Duration.ofHours(1)),
                    new Outcome(new Claim(done, one, 1), EventState.DONE, "fine", null));
            assertThat(DATABASE.inTransaction(() -> store.finish(outcomes))).containsExactlyInAnyOrder(done, failed);
            assertThat(lastChange(done))
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(
                            new EventChange(null, EventState.RUNNING, EventState.DONE, "node-1", one.value(), "fine"));
            assertThat(lastChange(failed))
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(new EventChange(
                            null, EventState.RUNNING, EventState.FAILED, "node-1", one.value(), "no route"));
            assertThat(lastChange(others).to()).isEqualTo(EventState.RUNNING);
            assertThat(reads.find(done).orElseThrow().lastError()).isNull();
        }

        private EventChange lastChange(EventId id) {
            List<EventChange> changes = reads.changes(id);
            return changes.get(changes.size() - 1);
        }

        @Test
        @DisplayName("Q6 a failed event is claimed again when its retry is due")
        void failed_isRetried() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            finish(new Outcome(new Claim(id, one, 1), EventState.FAILED, "no route to host", Duration.ZERO));
            Claimed again = claim(TWO, two, 1).get(0);
            assertThat(again.before()).isEqualTo(EventState.FAILED);
            assertThat(again.event().attempts()).isEqualTo(2);
            assertThat(again.event().lastError()).isEqualTo("no route to host");
        }

        @Test
        @DisplayName("Q3 a claim of some types takes the best of those, of each no more than is said")
        void claimOfTypes_takesOnlyThose() throws Exception {
            submit(push());
            EventId first = submit(of(TaskType.MAINTENANCE).withPriority(9));
            EventId second = submit(of(TaskType.PULL));
            EventId third = submit(of(TaskType.PULL));
            EventId assigned = submit(of(TaskType.PGP), Optional.of(ONE));
            assertThat(claimOf(Map.of(TaskType.PULL, 1, TaskType.MAINTENANCE, 5), 5))
                    .containsExactlyInAnyOrder(first, second);
            assertThat(claimOf(Map.of(TaskType.PULL, 5, TaskType.PGP, 5), 1))
                    .containsExactlyInAnyOrder(assigned, third);
            assertThat(claimOf(Map.of(TaskType.PULL, 5), 5)).isEmpty();
            assertThat(reads.changes(third))
                    .extracting(EventChange::to)
                    .containsExactly(EventState.READY, EventState.RUNNING);
        }

        private List<EventId> claimOf(Map<TaskType, Integer> types, int limit) throws Exception {
            return DATABASE.inTransaction(() -> Stream.concat(
                            store.claimAssignedOf(types, ONE, one, limit).stream(),
                            store.claimUnassignedOf(types, ONE, one, limit).stream())
                    .map(claimed -> claimed.event().id())
                    .toList());
        }

        private EventRequest of(TaskType type) {
            return EventRequest.of(type, "test", CycleId.next());
        }

        @Test
        @DisplayName(
                "Q6 a run that was no attempt leaves as many as before, and its changes say what kind of failure it was")
        void uncounted_leavesAsManyAttempts() throws Exception {
            EventId ours = submit(push());
            EventId partners = submit(push());
            claim(ONE, one, 2);
            List<Outcome> outcomes = List.of(
                    failed(ours, 1, ErrorClass.DATABASE, EventState.FAILED, Duration.ZERO),
                    failed(partners, 1, ErrorClass.PASSING, EventState.FAILED, Duration.ofHours(1)));
            DATABASE.inTransaction(() -> store.finish(outcomes));
            assertThat(reads.find(ours).orElseThrow().maxAttempts()).isEqualTo(EventRequest.USUAL_ATTEMPTS + 1);
            assertThat(reads.find(partners).orElseThrow().maxAttempts()).isEqualTo(EventRequest.USUAL_ATTEMPTS);
            assertThat(lastChange(ours).error()).isEqualTo(ErrorClass.DATABASE);
            assertThat(lastChange(partners).error()).isEqualTo(ErrorClass.PASSING);

            claim(ONE, one, 1);
            finish(failed(ours, 2, ErrorClass.PERMANENT, EventState.DEAD, null));
            assertThat(lastChange(ours).error()).isEqualTo(ErrorClass.PERMANENT);
            assertThat(EventChange.lastError(reads.find(ours).orElseThrow(), reads.changes(ours)))
                    .contains(ErrorClass.PERMANENT);
        }

        private Outcome failed(EventId id, int attempt, ErrorClass error, EventState state, Duration retryIn) {
            return new Outcome(new Claim(id, one, attempt), state, "why", error, retryIn);
        }

        @Test
        @DisplayName("Q6 words that no database stores are recorded as far as they can be")
        void unstorableWords_areRecorded() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            assertThat(finish(new Outcome(new Claim(id, one, 1), EventState.DEAD, "a\0b\uD83Dc", null)))
                    .containsExactly(id);
            assertThat(reads.find(id).orElseThrow().lastError()).isEqualTo("a\uFFFDb\uFFFDc");
        }

        @Test
        @DisplayName("Q5 an older owner cannot finish what was taken over, and changes nothing")
        void olderOwner_changesNothing() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            requeue(one);
            claim(TWO, two, 1);
            assertThat(finish(one, id, EventState.DEAD)).isEmpty();
            assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.RUNNING);
            assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 1))))
                    .isFalse();
            assertThat(finish(two, 2, id, EventState.DONE)).containsExactly(id);
        }

        @Test
        @DisplayName("Q5 the end of a failed run, told again, does not end the same owner's next run")
        void toldAgain_doesNotEndTheNextRun() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            Outcome failed = new Outcome(new Claim(id, one, 1), EventState.FAILED, "no route", Duration.ZERO);
            finish(failed);
            claim(ONE, one, 1);
            assertThat(finish(failed)).isEmpty();
            assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.RUNNING);
            assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 1))))
                    .isFalse();
            assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 2))))
                    .isTrue();
        }
    }

    @Nested
    class TakeOver {

        @Test
        @DisplayName("Q4 what a revoked incarnation ran is READY for any node")
        void requeued_isReadyForAny() throws Exception {
            EventId id = submit(push(), Optional.of(ONE));
            claim(ONE, one, 1);
            assertThat(requeue(one)).containsExactly(id);
            assertThat(claim(TWO, two, 1)).hasSize(1);
        }

        @Test
        @DisplayName("Q4 a node frees what it owns without knowing, and keeps what it has in hand")
        void inHand_isKept() throws Exception {
            EventId known = submit(push());
            EventId unknown = submit(push());
            claim(ONE, one, 2);
            assertThat(DATABASE.inTransaction(() -> store.requeue(one, Set.of(known), ONE, "test")))
                    .containsExactly(unknown);
            assertThat(reads.find(known).orElseThrow().ownerIncarnation()).isEqualTo(one);
        }

        @Test
        @DisplayName("Q6 what is given back before it is begun is READY for any node, and was no attempt")
        void givenBack_wasNoAttempt() throws Exception {
            EventId id = submit(push(), Optional.of(ONE));
            claim(ONE, one, 1);
            assertThat(giveBack(new Claim(id, one, 1))).containsExactly(id);
            assertThat(reads.find(id).orElseThrow().attempts()).isZero();
            assertThat(reads.changes(id))
                    .extracting(EventChange::to)
                    .containsExactly(EventState.READY, EventState.RUNNING, EventState.READY);
            Claimed again = claim(TWO, two, 1).get(0);
            assertThat(again.event().attempts()).isEqualTo(1);
        }

        @Test
        @DisplayName("Q5 a claim that does not hold any more gives nothing back")
        void claimOfAnother_isNotGivenBack() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            requeue(one);
            claim(TWO, two, 1);
            assertThat(giveBack(new Claim(id, one, 1))).isEmpty();
            assertThat(reads.find(id).orElseThrow().ownerIncarnation()).isEqualTo(two);
        }

        private List<EventId> giveBack(Claim claim) throws Exception {
            return DATABASE.inTransaction(() -> store.giveBack(List.of(claim), ONE, "test"));
        }

        @Test
        @DisplayName("Q4 the sweep finds a claim that was committed after its owner's end")
        void lateClaim_isFound() throws Exception {
            EventId id = submit(push());
            claim(ONE, one, 1);
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).containsExactly(id);
            assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).isEmpty();
        }

        @Test
        @DisplayName("Q4 the sweep frees what was dispatched to a node that is gone")
        void assignedToTheGone_isFreed() throws Exception {
            submit(push(), Optional.of(ONE));
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10))).isEqualTo(1);
            assertThat(claim(TWO, two, 1)).hasSize(1);
        }

        @Test
        @DisplayName("Q4 what was dispatched to it is freed in parts, the best first")
        void manyAssignedToTheGone_areFreedInParts() throws Exception {
            submit(push(), Optional.of(ONE));
            EventId best = submit(push().withPriority(9), Optional.of(ONE));
            EventId second = submit(push().withPriority(8), Optional.of(ONE));
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 1))).isOne();
            assertThat(claim(TWO, two, 9))
                    .extracting(claimed -> claimed.event().id())
                    .containsExactly(best);
            assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(1))).isOne();
            assertThat(claim(TWO, two, 9))
                    .extracting(claimed -> claimed.event().id())
                    .containsExactly(second);
        }
    }

    @Nested
    @DisplayName("Q4 a node that hangs in a transaction holds up nobody")
    class Locked {

        private static final Duration AT_ONCE = Duration.ofSeconds(5);

        @Test
        @DisplayName("Q4 its other events are taken from it, the locked one when it is free")
        void requeue_skipsTheLocked() throws Exception {
            EventId locked = submit(push());
            EventId other = submit(push());
            claim(ONE, one, 2);
            whileLocked(locked, () -> assertThat(requeue(one)).containsExactly(other));
            assertThat(requeue(one)).containsExactly(locked);
        }

        @Test
        @DisplayName("Q4 so does the sweep")
        void sweep_skipsTheLocked() throws Exception {
            EventId locked = submit(push());
            EventId other = submit(push());
            claim(ONE, one, 2);
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO)))
                            .containsExactly(other));
            assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).containsExactly(locked);
        }

        @Test
        @DisplayName("Q4 what was dispatched to it is freed")
        void unassign_skipsTheLocked() throws Exception {
            EventId locked = submit(push(), Optional.of(ONE));
            submit(push(), Optional.of(ONE));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 10)))
                            .isOne());
            assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 10))).isOne();
        }

        @Test
        @DisplayName("Q4 so is what was dispatched to one that is gone")
        void unassignOrphans_skipsTheLocked() throws Exception {
            EventId locked = submit(push(), Optional.of(ONE));
            submit(push(), Optional.of(ONE));
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10)))
                            .isOne());
            assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10))).isOne();
        }

        private void whileLocked(EventId id, Executable work) throws Exception {
            DATABASE.whileHeld(
                    "update event set changed_at = changed_at where id = " + id,
                    () -> assertTimeoutPreemptively(AT_ONCE, work));
        }
    }

    @Nested
    class Look {

        @Test
        @DisplayName("Q8 the list goes from the newest on, finished or not, and filters")
        void list_filtersAndPages() throws Exception {
            EventId done = submit(push().withAccount("a"));
            claim(ONE, one, 1);
            finish(one, done, EventState.DONE);
            EventId ready = submit(push().withAccount("b"));
            assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 10))
                    .extracting(Event::id)
                    .containsExactly(ready, done);
            assertThat(reads.find(EventFilter.all(), ready.value(), 10))
                    .extracting(Event::id)
                    .containsExactly(done);
            EventFilter ofA = new EventFilter(null, TaskType.PUSH, "a", null, "node-1", null);
            assertThat(reads.find(ofA, Long.MAX_VALUE, 10))
                    .extracting(Event::id)
                    .containsExactly(done);
        }

        @Test
        @DisplayName("S3 the purge deletes what ended long ago, and nothing else")
        void purge_deletesTheOld() throws Exception {
            EventId done = submit(push());
            claim(ONE, one, 1);
            finish(one, done, EventState.DONE);
            submit(push());
            assertThat(DATABASE.inTransaction(() -> store.purge(Duration.ofDays(1), 10)))
                    .isZero();
            assertThat(DATABASE.inTransaction(() -> store.purge(Duration.ofSeconds(-1), 10)))
                    .isEqualTo(1);
            assertThat(reads.find(done)).isEmpty();
            assertThat(count("event")).isEqualTo(1);
            assertThat(count("event_change")).isEqualTo(1);
        }
    }

    private Incarnation online(NodeId node) throws Exception {
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }

    private static EventRequest push() {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());
    }

    private EventId submit(EventRequest request) throws Exception {
        return submit(request, Optional.empty());
    }

    private EventId submit(EventRequest request, Optional<NodeId> assigned) throws Exception {
        return DATABASE.inTransaction(() -> {
            EventId id = store.nextIds(1).get(0);
            store.insert(id, request, assigned);
            return id;
        });
    }

    private List<Claimed> claim(NodeId node, Incarnation incarnation, int limit) throws Exception {
        return DATABASE.inTransaction(() -> {
            List<Claimed> claimed = new ArrayList<>(store.claimAssigned(node, incarnation, limit));
            claimed.addAll(store.claimUnassigned(node, incarnation, limit));
            return claimed;
        });
    }

    private List<EventId> requeue(Incarnation incarnation) throws Exception {
        return DATABASE.inTransaction(() -> store.requeue(incarnation, Set.of(), TWO, "test"));
    }

    private List<EventId> finish(Incarnation incarnation, EventId id, EventState state) throws Exception {
        return finish(incarnation, 1, id, state);
    }

    private List<EventId> finish(Incarnation incarnation, int attempt, EventId id, EventState state) throws Exception {
        return finish(new Outcome(new Claim(id, incarnation, attempt), state, "test", null));
    }

    private List<EventId> finish(Outcome outcome) throws Exception {
        return DATABASE.inTransaction(() -> store.finish(List.of(outcome)));
    }

    private long count(String table) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
