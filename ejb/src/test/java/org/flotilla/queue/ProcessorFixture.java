package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.Parameters;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.test.Given;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A processor on a database, with claims that misbehave as a test says. */
abstract class ProcessorFixture {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    static final NodeId NODE = new NodeId("node-1");
    static final Duration SOON = Duration.ofSeconds(20);

    final JdbcEventStore store = new JdbcEventStore(DATABASE.database());
    final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    final UnreliableClaims claims = new UnreliableClaims(store);
    final Map<String, Function<OwnedEvent, String>> handling = new ConcurrentHashMap<>();
    final SetClock clock = new SetClock();
    final QueueCounters counters = new QueueCounters();
    final RecordedEvents<EventEnded> ends = new RecordedEvents<>();
    final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();
    EventProcessor processor;

    @AfterEach
    void stop() {
        processor.stop();
    }

    /** A clock that a test sets ahead. */
    static final class SetClock extends NodeClock {
        volatile Duration ahead = Duration.ZERO;

        @Override
        public long nanoTime() {
            return System.nanoTime() + ahead.toNanos();
        }

        @Override
        public Duration since(long nanoTime) {
            return Duration.ofNanos(nanoTime() - nanoTime);
        }
    }

    static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start(Parameters parameters) throws Exception {
        Incarnation incarnation = online();
        TestLease lease = TestLease.held(incarnation.value());
        List<EventHandler> handlers =
                handling.keySet().stream().<EventHandler>map(Scripted::new).toList();
        processor = new EventProcessor(
                new ClaimEvents(
                        claims,
                        new Stealing(List::of, null),
                        claim -> {},
                        TestNodes.alone(NODE.name()),
                        new NodeClock(),
                        counters),
                new EventRunner(new Given<>(handlers), new RetryPolicies(parameters, new TestSites())),
                new Finisher(claims, lease, ends, keysChanged, new RecordedEvents<>(), counters),
                lease,
                parameters,
                clock,
                counters);
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
        processor.start(threads);
    }

    private static Incarnation online() throws Exception {
        JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(NODE, "m:node-1", "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }

    EventId submit(TaskType type, String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(1, type, action, handler).get(0);
    }

    EventId submit(String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(1, action, handler).get(0);
    }

    List<EventId> submit(int count, String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(count, TaskType.PUSH, action, handler);
    }

    List<EventId> submit(int count, TaskType type, String action, Function<OwnedEvent, String> handler)
            throws Exception {
        handling.put(action, handler);
        EventRequest request = EventRequest.of(type, action, CycleId.next());
        return DATABASE.inTransaction(() -> {
            List<EventId> ids = store.nextIds(count);
            ids.forEach(id -> store.insert(id, request, Optional.empty(), NODE));
            return ids;
        });
    }

    void awaitState(EventId id, EventState state) {
        await("event " + id + " " + state)
                .atMost(SOON)
                .until(() -> reads.find(id).orElseThrow().state() == state);
    }

    String lastReason(EventId id) {
        List<EventChange> changes = reads.changes(id);
        return changes.get(changes.size() - 1).reason();
    }

    void awaitNothingInHand() {
        await("all slots free").atMost(SOON).until(() -> processor.running() == 0);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Exception> void throwUndeclared(Exception thrown) throws E {
        throw (E) thrown;
    }

    private final class Scripted implements EventHandler {
        private final String action;

        Scripted(String action) {
            this.action = action;
        }

        @Override
        public String action() {
            return action;
        }

        @Override
        public String handle(OwnedEvent event) {
            return handling.get(action).apply(event);
        }
    }
}
