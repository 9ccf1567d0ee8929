package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.sql.JdbcActionStore;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Q8 what operators do to events")
class EventActionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId NODE = new NodeId("node-1");
    private static final String ACTOR = "olga";

    private final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcActionStore store = new JdbcActionStore(DATABASE.database());
    private final RecordedEvents<EventGivenUp> givenUp = new RecordedEvents<>();
    private final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    private final RecordedEvents<EventEnded> ended = new RecordedEvents<>();
    private final RecordedEvents<EventCancelling> cancelling = new RecordedEvents<>();
    private final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();
    private final List<String> audited = new ArrayList<>();
    private final EventActions actions = actions();
    private Incarnation incarnation;

    @BeforeEach
    void nodeIsOnline() throws Exception {
        JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
        incarnation = DATABASE.inTransaction(() -> {
            Incarnation next = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(NODE, "m:node-1", "127.0.0.1", "PROD", "1", 4), next);
            return next;
        });
    }

    @Nested
    class OfTheState {

        @ParameterizedTest
        @CsvSource({
            "READY,     CANCEL,  CANCELLED",
            "FAILED,    CANCEL,  CANCELLED",
            "SUSPENDED, CANCEL,  CANCELLED",
            "RUNNING,   CANCEL,  CANCELLED",
            "READY,     SUSPEND, SUSPENDED",
            "FAILED,    SUSPEND, SUSPENDED",
            "SUSPENDED, RESUME,  READY"
        })
        @DisplayName("Q2 each transition is made, recorded with actor and node, and audited")
        void legal_isMade(EventState from, EventAction action, EventState to) throws Exception {
            EventId id = inState(from);

            act(action, id);

            assertThat(state(id)).isEqualTo(to);
            EventChange last = lastChange(id);
            assertThat(last.from()).isEqualTo(from);
            assertThat(last.to()).isEqualTo(to);
            assertThat(last.node()).isEqualTo(NODE.name());
            assertThat(last.reason()).contains(ACTOR);
            assertThat(audited)
                    .last()
                    .asString()
                    .contains("event." + action.name().toLowerCase(java.util.Locale.ROOT), from.name(), to.name());
        }

        @ParameterizedTest
        @CsvSource({
            "DONE,      CANCEL,     'is DONE and cannot be cancelled'",
            "DONE,      SUSPEND,    'is DONE and cannot be suspended'",
            "DEAD,      RESUME,     'is DEAD and cannot be resumed'",
            "RUNNING,   SUSPEND,    'is RUNNING and cannot be suspended'",
            "RUNNING,   RESUBMIT,   'is RUNNING and cannot be resubmitted'",
            "READY,     RESUME,     'is READY and cannot be resumed'",
            "SUSPENDED, SUSPEND,    'is SUSPENDED and cannot be suspended'",
            "CANCELLED, CANCEL,     'is CANCELLED and cannot be cancelled'",
            "DONE,      PRIORITISE, 'is DONE and cannot be given another priority'"
        })
        @DisplayName("Q2 what is illegal is refused with both states named, and changes nothing")
        void illegal_isRefused(EventState from, EventAction action, String why) throws Exception {
            EventId id = inState(from);
            int changes = reads.changes(id).size();

            assertThatThrownBy(() -> actions.act(
                            new ActionRequest(action, action == EventAction.PRIORITISE ? 9 : null, false, ACTOR), id))
                    .isInstanceOfSatisfying(
                            FlotillaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("Event " + id + " " + why);

            assertThat(state(id)).isEqualTo(from);
            assertThat(reads.changes(id)).hasSize(changes);
        }

        @ParameterizedTest
        @EnumSource(EventAction.class)
        @DisplayName("Q8 an event that does not exist is not found")
        void unknown_isNotFound(EventAction action) {
            ActionRequest request =
                    new ActionRequest(action, action == EventAction.PRIORITISE ? 9 : null, false, ACTOR);
            assertThatThrownBy(() -> actions.act(request, new EventId(404)))
                    .isInstanceOfSatisfying(
                            FlotillaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Nested
    class Suspend {

        @Test
        @DisplayName("Q8 a suspended event is not claimed, and is when it is resumed, which wakes the nodes")
        void suspended_isNotClaimed() throws Exception {
            EventId id = submit(push());
            act(EventAction.SUSPEND, id);
            assertThat(claim()).isEmpty();
            assertThat(ready.seen()).isEmpty();

            act(EventAction.RESUME, id);

            assertThat(ready.seen()).hasSize(1);
            assertThat(claim()).containsExactly(id);
        }

        @Test
        @DisplayName("Q8 a suspended event keeps its due date and its last error")
        void suspended_keepsItsDueDate() throws Exception {
            EventId id = inState(EventState.FAILED);
            Event failed = reads.find(id).orElseThrow();
            act(EventAction.SUSPEND, id);
            act(EventAction.RESUME, id);
            Event resumed = reads.find(id).orElseThrow();
            assertThat(resumed.dueAt()).isEqualTo(failed.dueAt());
            assertThat(resumed.lastError()).isEqualTo(failed.lastError());
        }
    }

    @Nested
    class Cancel {

        @Test
        @DisplayName("Q5 the owner of a cancelled event loses it at its next look, and cannot finish it")
        void running_isTakenFromItsOwner() throws Exception {
            EventId id = inState(EventState.RUNNING);
            Claim claim = new Claim(id, incarnation, 1);

            act(EventAction.CANCEL, id);

            assertThat(DATABASE.inTransaction(() -> events.lockOwned(claim))).isFalse();
            assertThat(finish(new Outcome(claim, EventState.DONE, "late", null)))
                    .isEmpty();
            assertThat(state(id)).isEqualTo(EventState.CANCELLED);
        }

        @Test
        @DisplayName("Q7 the key of a cancelled event is told, that the next of it may run; without a key nothing is")
        void ordered_tellsItsKey() throws Exception {
            act(EventAction.CANCEL, submit(push()));
            assertThat(keysChanged.seen()).isEmpty();
            act(EventAction.CANCEL, submit(push().withOrderingKey("k")));
            assertThat(keysChanged.seen()).containsExactly(new KeysChanged(Set.of("k")));
        }

        @Test
        @DisplayName("Q8 features are asked before, told in the transaction and after it")
        void cancelled_isTold() throws Exception {
            EventId id = submit(push());
            act(EventAction.CANCEL, id);
            assertThat(cancelling.seen()).containsExactly(new EventCancelling(id));
            assertThat(givenUp.seen()).containsExactly(new EventGivenUp(id, NODE, "Cancelled by olga"));
            assertThat(ended.seen()).extracting(told -> told.event().state()).containsExactly(EventState.CANCELLED);
        }

        @Test
        @DisplayName("Q8 who forces it is not asked")
        void forced_isNotAsked() throws Exception {
            EventId id = submit(push());
            actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR).forced(), id);
            assertThat(cancelling.seen()).isEmpty();
            assertThat(state(id)).isEqualTo(EventState.CANCELLED);
        }

        @Test
        @DisplayName(
                "Q2 cancelling races with claims: each event is either cancelled or was claimed first and then cancelled")
        void racingWithClaims_allAreCancelledOnce() throws Exception {
            List<EventId> ids = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ids.add(submit(push()));
            }
            CyclicBarrier start = new CyclicBarrier(2);
            inParallel(
                    () -> {
                        start.await();
                        for (EventId id : ids) {
                            act(EventAction.CANCEL, id);
                        }
                        return null;
                    },
                    () -> {
                        start.await();
                        for (int i = 0; i < 50; i++) {
                            DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 2));
                        }
                        return null;
                    });
            assertThat(ids)
                    .allSatisfy(id -> assertThat(
                                    reads.changes(id).stream().filter(change -> change.to() == EventState.CANCELLED))
                            .hasSize(1));
            assertThat(count("event")).isZero();
        }

        @Test
        @DisplayName("Q5 cancelling races with the end of the run: exactly one of them ends the event")
        void racingWithTheEnd_oneWins() throws Exception {
            int ends = 0;
            for (int i = 0; i < 30; i++) {
                EventId id = inState(EventState.RUNNING);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Boolean> won = inParallel(
                        () -> {
                            start.await();
                            try {
                                act(EventAction.CANCEL, id);
                                return true;
                            } catch (FlotillaException refusal) {
                                assertThat(refusal).hasMessageContaining("is DONE and cannot be cancelled");
                                return false;
                            }
                        },
                        () -> {
                            start.await();
                            return !finish(new Outcome(new Claim(id, incarnation, 1), EventState.DONE, null, null))
                                    .isEmpty();
                        });
                assertThat(won.get(0)).isNotEqualTo(won.get(1));
                assertThat(state(id)).isEqualTo(won.get(0) ? EventState.CANCELLED : EventState.DONE);
                ends++;
            }
            assertThat(count("event_history")).isEqualTo(ends);
        }
    }

    @Nested
    class Prioritise {

        @Test
        @DisplayName("Q7 an event with another priority is claimed in its new place, and its history says who did that")
        void prioritised_isClaimedFirst() throws Exception {
            submit(push());
            EventId late = submit(push());
            actions.act(new ActionRequest(EventAction.PRIORITISE, 9, false, ACTOR), late);
            assertThat(DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 1)))
                    .extracting(claimed -> claimed.event().id())
                    .containsExactly(late);
            assertThat(reads.changes(late)).extracting(EventChange::reason).contains("Priority 5 changed to 9 by olga");
        }

        @ParameterizedTest
        @CsvSource(
                value = {"-1", "10", "NULL"},
                nullValues = "NULL")
        @DisplayName("Q7 what is no priority is refused")
        void noPriority_isRefused(Integer priority) throws Exception {
            EventId id = submit(push());
            assertThatThrownBy(() -> actions.act(new ActionRequest(EventAction.PRIORITISE, priority, false, ACTOR), id))
                    .isInstanceOfSatisfying(FlotillaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                        assertThat(refusal.field()).contains("priority");
                    });
            assertThat(reads.find(id).orElseThrow().priority()).isEqualTo(5);
        }
    }

    @Nested
    class Resubmit {

        @Test
        @DisplayName("Q8 the new event does the same, in the same cycle, and names the old one, whose history names it")
        void dead_isResubmitted() throws Exception {
            EventId old = submit(push().withAccount("acme")
                    .withSite("bank")
                    .withAttributes(Map.of("file", "a"))
                    .withPriority(7));
            end(old, EventState.DEAD);

            Submitted again = act(EventAction.RESUBMIT, old);

            assertThat(again.isNew()).isTrue();
            Event before = reads.find(old).orElseThrow();
            Event after = reads.find(again.id()).orElseThrow();
            assertThat(before.state()).isEqualTo(EventState.DEAD);
            assertThat(after.state()).isEqualTo(EventState.READY);
            assertThat(after.cycleId()).isEqualTo(before.cycleId());
            assertThat(after.account()).isEqualTo("acme");
            assertThat(after.site()).isEqualTo("bank");
            assertThat(after.priority()).isEqualTo(7);
            assertThat(after.attributes()).containsEntry("file", "a").containsEntry("resubmissionOf", old.toString());
            assertThat(lastChange(old).reason()).isEqualTo("Resubmitted as event " + again.id() + " by olga");
        }

        @Test
        @DisplayName("Q7 a resubmitted event comes to the end of its key")
        void ordered_comesToTheEnd() throws Exception {
            EventId old = submit(push().withOrderingKey("k"));
            act(EventAction.CANCEL, old);
            EventId next = submit(push().withOrderingKey("k"));

            EventId again = act(EventAction.RESUBMIT, old).id();

            assertThat(again.value()).isGreaterThan(next.value());
            Event event = reads.find(again).orElseThrow();
            assertThat(event.orderingKey()).isEqualTo("k");
            assertThat(event.blockedBy()).isEqualTo(BlockedBy.KEY);
        }

        @Test
        @DisplayName("T8 however many resubmit it at once, it is submitted once")
        void racing_isSubmittedOnce() throws Exception {
            EventId old = submit(push());
            end(old, EventState.DEAD);
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Submitted> resubmit = () -> {
                start.await();
                return act(EventAction.RESUBMIT, old);
            };
            List<Submitted> answers = inParallel(resubmit, resubmit);
            assertThat(answers).extracting(Submitted::isNew).containsExactlyInAnyOrder(true, false);
            assertThat(answers.get(0).id()).isEqualTo(answers.get(1).id());
            assertThat(count("event")).isEqualTo(1);
        }

        @Test
        @DisplayName("T8 what is DONE is done once more only if that is asked for explicitly")
        void done_needsForce() throws Exception {
            EventId old = submit(push());
            end(old, EventState.DONE);
            assertThatThrownBy(() -> act(EventAction.RESUBMIT, old)).hasMessageContaining("is DONE");
            assertThat(count("event")).isZero();
            assertThat(actions.act(ActionRequest.of(EventAction.RESUBMIT, ACTOR).forced(), old)
                            .isNew())
                    .isTrue();
        }
    }

    @Nested
    class Bulk {

        @Test
        @DisplayName("Q8 the count says what the filter reaches, and how much of it the action")
        void count_saysWhatIsReached() throws Exception {
            end(submit(push().withAccount("acme")), EventState.DONE);
            submit(push().withAccount("acme"));
            submit(push().withAccount("other"));
            act(EventAction.SUSPEND, submit(push().withAccount("acme")));

            ActionCount count = actions.count(ActionRequest.of(EventAction.SUSPEND, ACTOR), ofAcme());

            assertThat(count.byState())
                    .containsOnly(Map.entry(EventState.READY, 1L), Map.entry(EventState.SUSPENDED, 1L));
            assertThat(count.matching()).isEqualTo(2);
            assertThat(count.possible()).isEqualTo(1);
        }

        @Test
        @DisplayName(
                "Q8 a resubmission by filter leaves out what is DONE, unless it is forced and the filter says DONE")
        void countOfResubmission_leavesOutDone() throws Exception {
            end(submit(push()), EventState.DONE);
            end(submit(push()), EventState.DEAD);
            ActionRequest resubmit = ActionRequest.of(EventAction.RESUBMIT, ACTOR);
            assertThat(actions.count(resubmit, EventFilter.all()).possible()).isEqualTo(1);
            assertThat(actions.count(resubmit.forced(), EventFilter.all()).possible())
                    .isEqualTo(1);
            EventFilter done = new EventFilter(EventState.DONE, null, null, null, null, null);
            assertThat(actions.count(resubmit, done).possible()).isZero();
            assertThat(actions.count(resubmit.forced(), done).possible()).isEqualTo(1);
            assertThat(actions.act(resubmit.forced(), EventFilter.all(), null).changed())
                    .isEqualTo(1);
            assertThat(actions.act(resubmit.forced(), done, null).changed()).isEqualTo(1);
        }

        @Test
        @DisplayName("Q8 all that match are changed, chunk by chunk, and nothing else; each chunk is audited")
        void many_areChanged() throws Exception {
            for (int i = 0; i < 250; i++) {
                submit(push().withAccount("acme"));
            }
            EventId other = submit(push().withAccount("other"));

            ActionResult result = actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), ofAcme(), null);

            assertThat(result.changed()).isEqualTo(250);
            assertThat(result.refused()).isZero();
            assertThat(result.next()).isNull();
            assertThat(state(other)).isEqualTo(EventState.READY);
            assertThat(count("event_history")).isEqualTo(250);
            assertThat(givenUp.seen()).hasSize(250);
            assertThat(audited).hasSize(3).first().asString().contains("100 events");
        }

        @Test
        @DisplayName("Q8 what a node has in its hands is passed by, and the result says so")
        void locked_isPassedBy() throws Exception {
            EventId locked = submit(push());
            EventId free = submit(push());
            List<ActionResult> results = new ArrayList<>();

            DATABASE.whileHeld(
                    "update event set changed_at = changed_at where id = " + locked,
                    () -> results.add(
                            actions.act(ActionRequest.of(EventAction.SUSPEND, ACTOR), EventFilter.all(), null)));

            assertThat(results.get(0).changed()).isEqualTo(1);
            assertThat(results.get(0).refusals())
                    .containsExactly(new ActionResult.Refusal(
                            locked, "Event " + locked + " is being changed by a node just now."));
            assertThat(state(free)).isEqualTo(EventState.SUSPENDED);
            assertThat(state(locked)).isEqualTo(EventState.READY);
        }

        @Test
        @DisplayName("Q8 those that were resubmitted before are not once more, and the result says so")
        void resubmittedBefore_areRefused() throws Exception {
            EventId before = submit(push());
            end(before, EventState.DEAD);
            EventId now = submit(push());
            end(now, EventState.DEAD);
            Submitted again = act(EventAction.RESUBMIT, before);

            ActionResult result = actions.act(ActionRequest.of(EventAction.RESUBMIT, ACTOR), EventFilter.all(), null);

            assertThat(result.changed()).isEqualTo(1);
            assertThat(result.refusals())
                    .extracting(ActionResult.Refusal::reason)
                    .containsExactly("Event " + before + " was resubmitted before, as " + again.id() + ".");
        }

        @Test
        @DisplayName("Q8 a state that the action cannot be done to reaches nothing")
        void otherState_reachesNothing() throws Exception {
            submit(push());
            EventFilter done = new EventFilter(EventState.DONE, null, null, null, null, null);
            assertThat(actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), done, null))
                    .isEqualTo(ActionResult.none());
            assertThat(actions.count(ActionRequest.of(EventAction.CANCEL, ACTOR), done)
                            .matching())
                    .isZero();
        }

        private EventFilter ofAcme() {
            return new EventFilter(null, null, "acme", null, null, null);
        }
    }

    /** The beans as the container puts them together: each act in a transaction of its own. */
    private EventActions actions() {
        ActionNews news = new ActionNews(cancelling, new RecordedEvents<>(), givenUp, ready, keysChanged);
        Audit audit =
                (actor, action, subject, detail) -> audited.add(actor + " " + action + " " + subject + " " + detail);
        TestNodes nodes = TestNodes.alone(NODE.name());
        ActOnEvents acts = new ActOnEvents(store, reads, nodes, audit, news) {
            @Override
            public Event one(ActionRequest request, EventId id) {
                return transact(() -> super.one(request, id));
            }

            @Override
            public Acted many(ActionRequest request, EventFilter filter, List<EventId> ids) {
                return transact(() -> super.many(request, filter, ids));
            }
        };
        Resubmission resubmission = new Resubmission(reads, new StoreQueue(), store, nodes, audit, news) {
            @Override
            public Submitted submit(ActionRequest request, EventId id) {
                return transact(() -> super.submit(request, id));
            }
        };
        return new StoredEventActions(store, acts, resubmission, ended);
    }

    private static <T> T transact(Callable<T> work) {
        try {
            return DATABASE.inTransaction(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Submitted act(EventAction action, EventId id) {
        return actions.act(ActionRequest.of(action, ACTOR), id);
    }

    private static EventRequest push() {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());
    }

    private EventId submit(EventRequest request) throws Exception {
        return DATABASE.inTransaction(() -> new StoreQueue().submit(request).id());
    }

    /** An event that was brought into the state. */
    private EventId inState(EventState state) throws Exception {
        EventId id = submit(push().withPriority(9));
        switch (state) {
            case READY -> assertThat(state(id)).isEqualTo(state);
            case SUSPENDED, CANCELLED ->
                act(state == EventState.SUSPENDED ? EventAction.SUSPEND : EventAction.CANCEL, id);
            case RUNNING -> assertThat(claim()).containsExactly(id);
            default -> end(id, state);
        }
        audited.clear();
        return id;
    }

    private void end(EventId id, EventState state) throws Exception {
        assertThat(claim()).contains(id);
        Duration retry = state == EventState.FAILED ? Duration.ofHours(1) : null;
        assertThat(finish(new Outcome(new Claim(id, incarnation, 1), state, "why", retry)))
                .containsExactly(id);
    }

    private List<EventId> claim() throws Exception {
        return DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 10)).stream()
                .map(Claimed::event)
                .map(Event::id)
                .toList();
    }

    private List<EventId> finish(Outcome outcome) throws Exception {
        return DATABASE.inTransaction(() -> events.finish(List.of(outcome)));
    }

    private EventState state(EventId id) {
        return reads.find(id).orElseThrow().state();
    }

    private EventChange lastChange(EventId id) {
        List<EventChange> changes = reads.changes(id);
        return changes.get(changes.size() - 1);
    }

    private static long count(String table) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    private static <T> List<T> inParallel(Callable<T> one, Callable<T> other) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(List.of(one, other))) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Submits as the queue does, without dispatch. */
    private final class StoreQueue implements EventQueue {

        @Override
        public Submitted submit(EventRequest request) {
            RequestRules.check(request);
            EventId id = events.nextIds(1).get(0);
            Optional<EventId> first =
                    Optional.ofNullable(request.idempotencyKey()).flatMap(key -> events.useKey(key, id));
            if (first.isEmpty()) {
                events.insert(id, request, Optional.empty());
            }
            return new Submitted(first.orElse(id), first.isEmpty());
        }

        @Override
        public Optional<EventId> findSubmitted(String idempotencyKey) {
            return events.findKey(idempotencyKey);
        }

        @Override
        public List<Submitted> submitAll(List<EventRequest> requests) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Event> find(EventId id) {
            return reads.find(id);
        }

        @Override
        public org.flotilla.core.Page<Event> find(EventFilter filter, String cursor, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<EventId> waitsFor(Event event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<EventChange> changes(EventId id) {
            return reads.changes(id);
        }

        @Override
        public QueueFigures figures() {
            throw new UnsupportedOperationException();
        }
    }
}
