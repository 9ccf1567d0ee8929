package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.Parameter;
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
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Q the processor of a node, with a database that misbehaves")
class EventProcessorTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId NODE = new NodeId("node-1");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final JdbcEventStore store = new JdbcEventStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final Unreliable claims = new Unreliable();
    private final Map<String, Function<OwnedEvent, String>> handling = new ConcurrentHashMap<>();
    private final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();
    private EventProcessor processor;

    @AfterEach
    void stop() {
        processor.stop();
    }

    @Test
    @DisplayName("Q1 an event whose claim was committed but never answered is run all the same")
    void claimWithoutAnswer_isRun() throws Exception {
        claims.loseAnswer.set(true);
        EventId id = submit("ok", event -> "fine");
        start(new SetParameters());
        awaitState(id, EventState.DONE);
        assertThat(claims.loseAnswer).isFalse();
        assertThat(reads.changes(id))
                .extracting(EventChange::to)
                .containsExactly(
                        EventState.READY, EventState.RUNNING, EventState.READY, EventState.RUNNING, EventState.DONE);
        awaitNothingInHand();
    }

    @Test
    @DisplayName("O2, Q1 the queue goes on when a commit fails with an exception that nobody declares")
    void failedCommits_areSurvived() throws Exception {
        claims.commitsToFail.set(2);
        EventId id = submit("ok", event -> "fine");
        start(new SetParameters());
        awaitState(id, EventState.DONE);
        assertThat(claims.commitsToFail).hasValue(0);
        assertThat(reads.changes(id))
                .extracting(EventChange::to)
                .containsExactly(EventState.READY, EventState.RUNNING, EventState.DONE);
        awaitNothingInHand();
    }

    @Test
    @DisplayName("Q2 an end that cannot be recorded as it is holds up no other, and is recorded without words")
    void refusedEnd_holdsUpNoOther() throws Exception {
        EventId poison = submit("poison", event -> Unreliable.POISON);
        EventId fine = submit("ok", event -> "fine");
        start(new SetParameters());
        awaitState(poison, EventState.DONE);
        awaitState(fine, EventState.DONE);
        assertThat(lastReason(poison)).contains("could not be recorded");
        assertThat(lastReason(fine)).isEqualTo("fine");
        awaitNothingInHand();
    }

    @Test
    @DisplayName("Q6 an event that fails when not even its back-off can be read is retried, and its slot is free")
    void failureOfTheFailure_isRetried() throws Exception {
        EventId id = submit("broken", event -> {
            throw new IllegalStateException("test");
        });
        start(new Unreadable());
        awaitState(id, EventState.FAILED);
        Event event = reads.find(id).orElseThrow();
        assertThat(event.lastError()).contains("IllegalArgumentException");
        assertThat(Duration.between(event.changedAt(), event.dueAt()))
                .isCloseTo(Duration.ofMinutes(1), Duration.ofSeconds(1));
        awaitNothingInHand();
    }

    @Test
    @DisplayName("Q3 short events are claimed in batches far larger than the slots")
    void shortEvents_areClaimedInBatches() throws Exception {
        submit(3_000, "short", event -> null);
        start(new SetParameters().set(QueueParameters.SLOTS, "4"));
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(claims.largestClaim).hasValueGreaterThan(100);
        assertThat(claims.largestFinish).hasValueGreaterThan(20);
        awaitNothingInHand();
    }

    @Test
    @DisplayName("Q3 what was claimed ahead behind events that turn out to be slow is given back, and was no attempt")
    void behindSlowOnes_isGivenBack() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        submit(200, "short", event -> null);
        submit(100, "slow", event -> {
            waitFor(slow);
            return null;
        });
        start(new SetParameters().set(QueueParameters.SLOTS, "4"));
        await("only what has a slot is claimed")
                .atMost(SOON)
                .until(() -> Map.of(EventState.RUNNING, 4L, EventState.READY, 96L)
                        .equals(reads.figures().unfinished()));
        assertThat(claims.largestClaim).hasValueGreaterThan(4);
        slow.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 1_000)).allMatch(event -> event.attempts() == 1);
        awaitNothingInHand();
    }

    @Test
    @DisplayName("Q3 slow events are never claimed ahead")
    void slowEvents_areNotClaimedAhead() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        submit(20, "slow", event -> {
            waitFor(slow);
            return null;
        });
        start(new SetParameters().set(QueueParameters.SLOTS, "4"));
        await("all slots busy").atMost(SOON).until(() -> processor.running() == 4);
        assertThat(reads.figures().unfinished())
                .containsOnly(Map.entry(EventState.RUNNING, 4L), Map.entry(EventState.READY, 16L));
        assertThat(claims.largestClaim).hasValue(4);
        slow.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Parameters parameters) throws Exception {
        Incarnation incarnation = online();
        TestLease lease = TestLease.held(incarnation.value());
        List<EventHandler> handlers =
                handling.keySet().stream().<EventHandler>map(Scripted::new).toList();
        processor = new EventProcessor(
                new ClaimEvents(
                        claims,
                        new Stealing(Optional::empty, null),
                        claim -> {},
                        TestNodes.alone(NODE.name()),
                        new NodeClock()),
                new EventRunner(new Given<>(handlers), parameters),
                new Finisher(claims, lease, new RecordedEvents<>(), keysChanged),
                lease,
                parameters,
                new NodeClock());
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

    private EventId submit(String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(1, action, handler).get(0);
    }

    private List<EventId> submit(int count, String action, Function<OwnedEvent, String> handler) throws Exception {
        handling.put(action, handler);
        EventRequest request = EventRequest.of(TaskType.PUSH, action, CycleId.random());
        return DATABASE.inTransaction(() -> {
            List<EventId> ids = store.nextIds(count);
            ids.forEach(id -> store.insert(id, request, Optional.empty()));
            return ids;
        });
    }

    private void awaitState(EventId id, EventState state) {
        await("event " + id + " " + state)
                .atMost(SOON)
                .until(() -> reads.find(id).orElseThrow().state() == state);
    }

    private String lastReason(EventId id) {
        List<EventChange> changes = reads.changes(id);
        return changes.get(changes.size() - 1).reason();
    }

    private void awaitNothingInHand() {
        await("all slots free").atMost(SOON).until(() -> processor.running() == 0);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void throwUndeclared(Exception thrown) throws E {
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

    /** What does not come from the defaults cannot be read. */
    private static final class Unreadable implements Parameters {
        private static final List<String> AT_START =
                List.of(QueueParameters.SLOTS.name(), QueueParameters.PREFETCH.name());

        @Override
        public <T> T get(Parameter<T> parameter) {
            if (AT_START.contains(parameter.name())) {
                return parameter.defaultValue();
            }
            throw new IllegalArgumentException("The database is away");
        }
    }

    /** The real claims; but an answer gets lost, and a certain word is refused. */
    private final class Unreliable extends Claims {
        private static final String POISON = "poison";
        private final AtomicBoolean loseAnswer = new AtomicBoolean();
        private final AtomicInteger largestClaim = new AtomicInteger();
        private final AtomicInteger largestFinish = new AtomicInteger();

        /** As many: first those of claims, then of ends. */
        private final AtomicInteger commitsToFail = new AtomicInteger();

        Unreliable() {
            super(store, new RecordedEvents<>(), new RecordedEvents<>());
        }

        @Override
        public List<EventStore.Claimed> claim(NodeId node, Incarnation incarnation, int limit) {
            failCommitWhile(commitsToFail.get() == 2);
            List<EventStore.Claimed> claimed = transact(() -> super.claim(node, incarnation, limit));
            largestClaim.accumulateAndGet(claimed.size(), Math::max);
            if (!claimed.isEmpty() && loseAnswer.getAndSet(false)) {
                throw new IllegalStateException("The connection broke after the commit");
            }
            return claimed;
        }

        @Override
        public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
            DATABASE.transact(() -> super.giveBackUnbegun(node, unbegun));
        }

        @Override
        public int freeLost(NodeId node, Incarnation incarnation, java.util.Set<EventId> inHand) {
            return transact(() -> super.freeLost(node, incarnation, inHand));
        }

        @Override
        public List<EventId> finish(NodeId node, Collection<EventStore.Outcome> outcomes) {
            if (outcomes.stream().anyMatch(outcome -> POISON.equals(outcome.message()))) {
                throw new IllegalStateException(new SQLException("unsupported Unicode escape sequence", "22P05"));
            }
            failCommitWhile(commitsToFail.get() == 1);
            largestFinish.accumulateAndGet(outcomes.size(), Math::max);
            return transact(() -> super.finish(node, outcomes));
        }

        /** As the server's transaction interceptor does it. */
        private void failCommitWhile(boolean failing) {
            if (failing) {
                commitsToFail.decrementAndGet();
                EventProcessorTest.<RuntimeException>throwUndeclared(new RollbackException("Could not commit"));
            }
        }

        private <T> T transact(Callable<T> work) {
            try {
                return DATABASE.inTransaction(work);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
