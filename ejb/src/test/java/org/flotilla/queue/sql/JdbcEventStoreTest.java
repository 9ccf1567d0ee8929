package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.TaskType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Q the queue's statements: submit, claim, look")
class JdbcEventStoreTest extends EventStoreFixture {

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
        @DisplayName("Q7 a key that is purged just before the look at whose it is, is the new event's")
        void purgedMeanwhile_isTheNewEvents() throws Exception {
            JdbcEventStore meanwhile = finding(key -> {
                DATABASE.jdbi().useHandle(handle -> handle.execute("delete from event_key"));
                return store.findKey(key);
            });
            DATABASE.transact(() -> store.useKey("k", new EventId(1)));

            assertThat(DATABASE.inTransaction(() -> meanwhile.useKey("k", new EventId(2))))
                    .isEmpty();
            assertThat(store.findKey("k")).contains(new EventId(2));
        }

        @Test
        @DisplayName("Q7 while a key is used and purged again and again, no event is stored without it")
        void purgedAgainAndAgain_isRefused() {
            JdbcEventStore meanwhile = finding(key -> Optional.empty());
            DATABASE.transact(() -> store.useKey("k", new EventId(1)));

            assertThatThrownBy(() -> DATABASE.inTransaction(() -> meanwhile.useKey("k", new EventId(2))))
                    .isInstanceOfSatisfying(
                            FlotillaException.class,
                            refusal -> assertThat(refusal.isTransient()).isTrue());
        }

        private static JdbcEventStore finding(Function<String, Optional<EventId>> look) {
            return new JdbcEventStore(DATABASE.database()) {
                @Override
                public Optional<EventId> findKey(String idempotencyKey) {
                    return look.apply(idempotencyKey);
                }
            };
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
        @DisplayName("Q7 there is no priority that is never claimed")
        void everyPriority_isClaimed() throws Exception {
            for (int priority = 0; priority <= 9; priority++) {
                submit(push().withPriority(priority));
                submit(push().withPriority(priority), Optional.of(ONE));
            }
            assertThat(claim(ONE, one, 100)).hasSize(20);
        }

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
        @DisplayName("Q7 a delayed event is not claimed before it is due")
        void delayed_isNotClaimed() throws Exception {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
            EventId id = submit(push().withDueAt(tomorrow));
            assertThat(claim(ONE, one, 10)).isEmpty();
            assertThat(reads.find(id).orElseThrow().dueAt()).isEqualTo(tomorrow);
        }

        @Test
        @DisplayName("Q7 a due date that is past does not let it overtake what is due since before")
        void past_isDueNow() throws Exception {
            EventId first = submit(push());
            EventId second = submit(push().withDueAt(Instant.EPOCH));
            assertThat(claim(ONE, one, 10)).extracting(c -> c.event().id()).containsExactly(first, second);
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
            DATABASE.transact(
                    () -> store.nextIds(events).forEach(id -> store.insert(id, push(), Optional.empty(), ONE)));
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
    class Look {

        @Test
        @DisplayName("Q8 the list goes from the newest on, finished or not, and filters")
        void list_filtersAndPages() throws Exception {
            EventId done = submit(push().withAccount("a"));
            claim(ONE, one, 1);
            finish(one, done, EventState.DONE);
            EventId ready = submit(push().withAccount("b"));
            assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 10).items())
                    .extracting(Event::id)
                    .containsExactly(ready, done);
            assertThat(reads.find(EventFilter.all(), ready.value(), 10).items())
                    .extracting(Event::id)
                    .containsExactly(done);
            EventFilter ofA = new EventFilter(null, TaskType.PUSH, "a", null, "node-1", null, null);
            assertThat(reads.find(ofA, Long.MAX_VALUE, 10).items())
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
}
