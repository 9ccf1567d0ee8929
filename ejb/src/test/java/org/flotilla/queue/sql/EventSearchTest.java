package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.Walk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 whoever looks for events")
class EventSearchTest extends EventStoreFixture {

    private static final CycleId CYCLE = CycleId.next();
    private static final String ACCOUNT = "rare";

    @Nested
    class OfAnOrderingKey {

        @Test
        @DisplayName("Q8 finds the one that has its turn, those that wait for theirs, and those that have ended")
        void all_areFound() throws Exception {
            EventId done = giveTurn(submit(push().withOrderingKey("orders")));
            claim(ONE, one, 1);
            finish(one, done, EventState.DONE);
            EventId turn = giveTurn(submit(push().withOrderingKey("orders")));
            EventId waiting = submit(push().withOrderingKey("orders"));
            submit(push().withOrderingKey("other"));

            assertThat(found(EventFilter.all())).hasSize(4);
            assertThat(found(new EventFilter(null, null, null, null, null, null, "orders")))
                    .containsExactly(waiting, turn, done);
            assertThat(found(new EventFilter(EventState.READY, null, null, null, null, null, "orders")))
                    .containsExactly(waiting, turn);
            assertThat(found(new EventFilter(null, null, "nobody", null, null, null, "orders")))
                    .isEmpty();
        }

        private static EventId giveTurn(EventId id) {
            DATABASE.jdbi()
                    .useHandle(handle ->
                            handle.execute("update event set blocked_by = 'NOTHING' where id = ?", id.value()));
            return id;
        }

        private List<EventId> found(EventFilter filter) {
            return reads.find(filter, Long.MAX_VALUE, 10).items().stream()
                    .map(Event::id)
                    .toList();
        }
    }

    @Nested
    class WhereReadyIsNotAskedFor {

        private static final List<EventState> STATES =
                List.of(EventState.READY, EventState.RUNNING, EventState.FAILED, EventState.SUSPENDED);

        private final EventSearch search = new EventSearch(DATABASE.database());
        private List<Event> all;

        /** In turn, so that each of the filters matches some of them, and not all. */
        @BeforeEach
        void eventsOfAllStates() {
            for (int i = 1; i <= 160; i++) {
                insert(i, STATES.get(i % 4));
            }
            all = reads.find(EventFilter.all(), Long.MAX_VALUE, 160).items();
        }

        @Test
        @DisplayName("Q8 it finds and counts what the filter matches in these states, newest first, and no other")
        void matching_areFound() {
            for (Set<EventState> states : List.of(
                    Set.of(EventState.FAILED),
                    Set.of(EventState.SUSPENDED),
                    Set.of(EventState.RUNNING),
                    Set.of(EventState.RUNNING, EventState.SUSPENDED),
                    Set.of(EventState.RUNNING, EventState.FAILED, EventState.SUSPENDED))) {
                filters().forEach(filter -> check(filter, states));
            }
        }

        private static List<EventFilter> filters() {
            return List.of(
                    EventFilter.all(),
                    new EventFilter(null, TaskType.PULL, null, null, null, null, null),
                    new EventFilter(null, null, "account-3", null, null, null, null),
                    new EventFilter(null, null, null, "site-2", null, null, null),
                    new EventFilter(null, null, null, null, "node-1", null, null),
                    new EventFilter(null, null, null, null, "node-2", null, null),
                    EventFilter.ofCycle(CYCLE),
                    new EventFilter(null, null, null, null, null, null, "key-9"),
                    new EventFilter(null, TaskType.PUSH, "account-0", "site-1", "node-1", CYCLE, null),
                    new EventFilter(null, null, "nobody", null, null, null, null));
        }

        private void check(EventFilter filter, Set<EventState> states) {
            for (Walk walk : List.of(Walk.down(Long.MAX_VALUE), Walk.down(100), new Walk(50, 100, false))) {
                List<Event> expected = all.stream()
                        .filter(event -> states.contains(event.state()) && filter.matches(event))
                        .filter(event ->
                                event.id().value() >= walk.from() && event.id().value() < walk.before())
                        .toList();
                for (int limit : List.of(5, 1_000)) {
                    assertThat(search.choose(filter, states, walk, limit))
                            .as("%s of %s, %s", filter, states, walk)
                            .containsExactlyElementsOf(expected.stream()
                                    .limit(limit)
                                    .map(Event::id)
                                    .toList());
                }
                assertThat(search.count(filter, states, walk))
                        .as("%s of %s, %s", filter, states, walk)
                        .isEqualTo(
                                expected.stream().collect(Collectors.groupingBy(Event::state, Collectors.counting())));
            }
        }

        private static void insert(int i, EventState state) {
            boolean running = state == EventState.RUNNING;
            DATABASE.jdbi()
                    .useHandle(handle -> handle.execute(
                            "insert into event (id, cycle_id, type, action, account, site, ordering_key, attributes, state,"
                                    + " blocked_by, priority, due_at, assigned_node, owner_node, owner_incarnation, attempts,"
                                    + " max_attempts, created_at, changed_at) values (?, ?, ?, 'push-file', ?, ?, ?, '{}', ?,"
                                    + " ?, 5, current_timestamp, ?, ?, ?, 1, 8, current_timestamp, current_timestamp)",
                            i,
                            i % 3 == 0 ? CYCLE.value() : CycleId.next().value(),
                            i % 7 < 4 ? "PUSH" : "PULL",
                            i % 5 == 4 ? null : "account-" + i % 5,
                            i % 3 == 0 ? "site-1" : "site-2",
                            running ? null : "key-" + i / 8,
                            state.name(),
                            running ? "NOTHING" : "KEY",
                            "node-1",
                            i % 6 < 4 && !running ? null : "node-" + (1 + i % 2),
                            running ? 1 : null));
        }
    }

    @Nested
    class ByIdempotencyKey {

        @Test
        @DisplayName("Q8 an event tells the key that it was submitted under")
        void key_isTold() throws Exception {
            EventId keyed = submit(push());
            DATABASE.inTransaction(() -> store.useKey("order-1", keyed));

            assertThat(reads.idempotencyKey(keyed)).contains("order-1");
            assertThat(reads.idempotencyKey(submit(push()))).isEmpty();
        }
    }

    @Nested
    class InALongHistory {

        private static final long OLDEST = 10_000_000;
        private static final long NEWER = OLDEST + 1_500_000;

        private EventId waiting;

        @BeforeEach
        void threeHaveEnded() throws Exception {
            waiting = submit(push().withAccount(ACCOUNT));
            ended(OLDEST, ACCOUNT, EventState.DEAD);
            ended(NEWER, ACCOUNT, EventState.DONE);
            ended(OLDEST + 1_600_000, "other", EventState.DONE);
        }

        @Test
        @DisplayName("Q8 a part is looked at for one page, and the next goes on until all is")
        void part_isLookedAt() {
            EventFilter rare = new EventFilter(null, null, ACCOUNT, null, null, null, null);

            Page<Event> first = reads.find(rare, Long.MAX_VALUE, 10);
            assertThat(first.items()).extracting(Event::id).containsExactly(new EventId(NEWER));
            assertThat(first.next()).isNotNull();

            Page<Event> second = reads.find(rare, Long.parseLong(first.next()), 10);
            assertThat(second.items()).extracting(Event::id).containsExactly(new EventId(OLDEST), waiting);
            assertThat(second.next()).isNull();
        }

        @Test
        @DisplayName("Q8 a page that is full goes on below its last event, wherever the look ends")
        void fullPage_goesOnBelowItsLast() {
            Page<Event> first = reads.find(EventFilter.all(), Long.MAX_VALUE, 1);
            assertThat(first.items()).extracting(Event::id).containsExactly(new EventId(OLDEST + 1_600_000));
            assertThat(first.next()).isEqualTo(Long.toString(OLDEST + 1_600_000));

            Page<Event> second = reads.find(EventFilter.all(), Long.parseLong(first.next()), 1);
            assertThat(second.items()).extracting(Event::id).containsExactly(new EventId(NEWER));
        }

        @Test
        @DisplayName("Q8 what nothing has is passed over")
        void gap_isPassedOver() throws Exception {
            ended(OLDEST + 9_000_000, "other", EventState.DONE);
            EventFilter rare = new EventFilter(null, null, ACCOUNT, null, null, null, null);

            Page<Event> first = reads.find(rare, Long.MAX_VALUE, 10);
            assertThat(first.items()).isEmpty();
            Page<Event> second = reads.find(rare, Long.parseLong(first.next()), 10);

            assertThat(second.items()).extracting(Event::id).containsExactly(new EventId(NEWER));
        }

        @Test
        @DisplayName("Q8 what waits, what failed and a cycle are found at once: there are few, or an index has them")
        void few_areFoundAtOnce() {
            assertThat(reads.find(inState(EventState.READY), Long.MAX_VALUE, 10))
                    .satisfies(page -> assertThat(page.next()).isNull())
                    .satisfies(page ->
                            assertThat(page.items()).extracting(Event::id).containsExactly(waiting));
            assertThat(reads.find(inState(EventState.DEAD), Long.MAX_VALUE, 10))
                    .satisfies(page -> assertThat(page.next()).isNull())
                    .satisfies(page ->
                            assertThat(page.items()).extracting(Event::id).containsExactly(new EventId(OLDEST)));
            assertThat(reads.find(EventFilter.ofCycle(CYCLE), Long.MAX_VALUE, 2))
                    .satisfies(page -> assertThat(page.next()).isEqualTo(Long.toString(NEWER)))
                    .satisfies(page -> assertThat(page.items())
                            .extracting(Event::id)
                            .containsExactly(new EventId(OLDEST + 1_600_000), new EventId(NEWER)));
            assertThat(reads.find(EventFilter.ofCycle(CYCLE), NEWER, 2))
                    .satisfies(page -> assertThat(page.next()).isNull())
                    .satisfies(page ->
                            assertThat(page.items()).extracting(Event::id).containsExactly(new EventId(OLDEST)));
        }

        private static EventFilter inState(EventState state) {
            return new EventFilter(state, null, ACCOUNT, null, null, null, null);
        }

        private static void ended(long id, String account, EventState state) {
            DATABASE.jdbi()
                    .useHandle(handle -> handle.execute(
                            "insert into event_history (id, cycle_id, type, action, account, attributes, state, priority,"
                                    + " attempts, max_attempts, created_at, finished_at) values (?, ?, 'PUSH', 'push-file',"
                                    + " ?, '{}', ?, 5, 1, 8, current_timestamp, current_timestamp)",
                            id,
                            CYCLE.value(),
                            account,
                            state.name()));
        }
    }
}
