package org.flotilla.queue.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.LegalChanges;
import org.flotilla.queue.TaskType;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes that are online, and what they do with events by the statements alone. */
abstract class EventStoreFixture {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    static final NodeId ONE = new NodeId("node-1");
    static final NodeId TWO = new NodeId("node-2");

    final JdbcEventStore store = new JdbcEventStore(DATABASE.database());
    final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    final JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
    Incarnation one;
    Incarnation two;

    @BeforeEach
    void twoNodesAreOnline() throws Exception {
        one = online(ONE);
        two = online(TWO);
    }

    Incarnation online(NodeId node) throws Exception {
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }

    static EventRequest push() {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());
    }

    EventId submit(EventRequest request) throws Exception {
        return submit(request, Optional.empty());
    }

    EventId submit(EventRequest request, Optional<NodeId> assigned) throws Exception {
        return DATABASE.inTransaction(() -> {
            EventId id = store.nextIds(1).get(0);
            store.insert(id, request, assigned, ONE);
            return id;
        });
    }

    List<Claimed> claim(NodeId node, Incarnation incarnation, int limit) throws Exception {
        return DATABASE.inTransaction(() -> {
            List<Claimed> claimed = new ArrayList<>(store.claimAssigned(node, incarnation, limit));
            claimed.addAll(store.claimUnassigned(node, incarnation, limit));
            return claimed;
        });
    }

    List<EventId> requeue(Incarnation incarnation) throws Exception {
        return DATABASE.inTransaction(() -> store.requeue(incarnation, Set.of(), TWO, "test"));
    }

    List<EventId> finish(Incarnation incarnation, EventId id, EventState state) throws Exception {
        return finish(incarnation, 1, id, state);
    }

    List<EventId> finish(Incarnation incarnation, int attempt, EventId id, EventState state) throws Exception {
        return finish(new Outcome(new Claim(id, incarnation, attempt), state, "test", null));
    }

    List<EventId> finish(Outcome outcome) throws Exception {
        return DATABASE.inTransaction(() -> store.finish(List.of(outcome)));
    }

    long count(String table) {
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
