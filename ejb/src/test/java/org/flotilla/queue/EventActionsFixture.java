package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
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
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operators' acts on the events of a node that is online, each act in a transaction of its own. */
abstract class EventActionsFixture {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    static final NodeId NODE = new NodeId("node-1");
    static final String ACTOR = "olga";

    final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    final JdbcActionStore store = new JdbcActionStore(DATABASE.database());
    final RecordedEvents<EventGivenUp> givenUp = new RecordedEvents<>();
    final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    final RecordedEvents<EventEnded> ended = new RecordedEvents<>();
    final RecordedEvents<WaitAgain> waits = new RecordedEvents<>();
    final RecordedEvents<EventCancelling> cancelling = new RecordedEvents<>();
    final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();
    final List<String> audited = new ArrayList<>();
    final EventActions actions = actions(5_000);
    Incarnation incarnation;

    @BeforeEach
    void nodeIsOnline() throws Exception {
        JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
        incarnation = DATABASE.inTransaction(() -> {
            Incarnation next = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(NODE, "m:node-1", "127.0.0.1", "PROD", "1", 4), next);
            return next;
        });
    }

    /** The beans as the container puts them together: each act in a transaction of its own; so many events in one request. */
    EventActions actions(int mostAtOnce) {
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
        return new StoredEventActions(store, acts, resubmission, ended, waits, mostAtOnce);
    }

    static <T> T transact(Callable<T> work) {
        try {
            return DATABASE.inTransaction(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Submitted act(EventAction action, EventId id) {
        return actions.act(ActionRequest.of(action, ACTOR), id);
    }

    static EventRequest push() {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());
    }

    EventId submit(EventRequest request) throws Exception {
        return DATABASE.inTransaction(() -> new StoreQueue().submit(request).id());
    }

    /** An event that was brought into the state. */
    EventId inState(EventState state) throws Exception {
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

    void end(EventId id, EventState state) throws Exception {
        assertThat(claim()).contains(id);
        Duration retry = state == EventState.FAILED ? Duration.ofHours(1) : null;
        assertThat(finish(new Outcome(new Claim(id, incarnation, 1), state, "why", retry)))
                .containsExactly(id);
    }

    List<EventId> claim() throws Exception {
        return DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 10)).stream()
                .map(Claimed::event)
                .map(Event::id)
                .toList();
    }

    List<EventId> finish(Outcome outcome) throws Exception {
        return DATABASE.inTransaction(() -> events.finish(List.of(outcome)));
    }

    EventState state(EventId id) {
        return reads.find(id).orElseThrow().state();
    }

    EventChange lastChange(EventId id) {
        List<EventChange> changes = reads.changes(id);
        return changes.get(changes.size() - 1);
    }

    static long count(String table) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    static <T> List<T> inParallel(Callable<T> one, Callable<T> other) throws Exception {
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
    final class StoreQueue implements EventQueue {

        @Override
        public Submitted submit(EventRequest request) {
            RequestRules.check(request);
            EventId id = events.nextIds(1).get(0);
            Optional<EventId> first =
                    Optional.ofNullable(request.idempotencyKey()).flatMap(key -> events.useKey(key, id));
            if (first.isEmpty()) {
                events.insert(id, request, Optional.empty(), NODE);
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
        public Optional<String> idempotencyKey(EventId id) {
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
