package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.RollbackException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import org.flotilla.test.TestSites;
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
    private final SetClock clock = new SetClock();
    private final QueueCounters counters = new QueueCounters();
    private final RecordedEvents<EventEnded> ends = new RecordedEvents<>();
    private final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();
    private EventProcessor processor;

    @AfterEach
    void stop() {
        processor.stop();
    }

    @Test
    @DisplayName(
            "O1 the container can make a proxy of it, and whoever asks before it has begun is told that nothing stands still")
    void notBegun_standsNotStill() throws Exception {
        assertThat(new EventProcessor().standstill()).isEmpty();
        start(new SetParameters());
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
    @DisplayName("Q2 an end that was recorded but never answered is told all the same, once")
    void endWithoutAnswer_isTold() throws Exception {
        claims.loseEndAnswer.set(true);
        EventId id = submit("ok", event -> "fine");
        start(new SetParameters());
        await("told").atMost(SOON).until(() -> !ends.seen().isEmpty());
        assertThat(claims.loseEndAnswer).isFalse();
        assertThat(ends.seen()).extracting(end -> end.event().id()).containsExactly(id);
        assertThat(ends.seen().get(0).event().state()).isEqualTo(EventState.DONE);
        awaitNothingInHand();
        assertThat(counters.counts().ended()).isEqualTo(1);
        assertThat(counters.counts().dropped()).isZero();
    }

    @Test
    @DisplayName("Q9 counts what it claims, why, and what came of it")
    void countsWhatItDoes() throws Exception {
        handling.put("ok", event -> "fine");
        start(new SetParameters());
        await("it has looked").atMost(SOON).until(() -> counters.counts().claimsAfterPoll() > 0);
        submit("ok", event -> "fine");
        await("found").atMost(SOON).until(() -> counters.counts().ended() == 1);
        assertThat(counters.counts().foundByPolling()).as("nobody woke it").isEqualTo(1);
        long before = counters.counts().claimsAfterWakeUp();
        processor.wake();
        await("asked").atMost(SOON).until(() -> counters.counts().claimsAfterWakeUp() > before);
        QueueCounts counts = counters.counts();
        assertThat(counts.claimed()).isEqualTo(1);
        assertThat(counts.batches()).isEqualTo(1);
        assertThat(counts.largestBatch()).isEqualTo(1);
    }

    @Test
    @DisplayName("C4 a loop that hangs is told with its stack, and counts as busy; one that waits for work does not")
    void hangingLoop_isTold() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        handling.put("ok", event -> "fine");
        start(new SetParameters());
        await("it has looked").atMost(SOON).until(() -> counters.counts().claimsAfterPoll() > 1);
        assertThat(processor.standstill()).isEmpty();

        claims.hang = hanging;
        await("it hangs").atMost(SOON).until(() -> claims.hanging);
        assertThat(processor.standstill()).isEmpty();
        clock.ahead = Duration.ofSeconds(31);
        assertThat(processor.standstill()).hasValueSatisfying(still -> {
            assertThat(still.what()).contains("claims");
            assertThat(still.since()).isGreaterThan(Duration.ofSeconds(30));
            assertThat(still.stack()).contains("flotilla-claim").contains("CountDownLatch");
        });
        assertThat(processor.running()).isEqualTo(processor.slots());

        claims.hang = null;
        hanging.countDown();
        await("it goes on").atMost(SOON).until(() -> processor.standstill().isEmpty());
        awaitState(submit("ok", event -> "fine"), EventState.DONE);
    }

    @Test
    @DisplayName("O2 an outage of the database is logged when it begins and when it is over, not with each claim")
    void outage_isLoggedOnce() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            claims.outage = true;
            start(new SetParameters());
            await("three claims failed").atMost(SOON).until(() -> claims.failed.get() >= 3);
            claims.outage = false;
            await("over")
                    .atMost(SOON)
                    .until(() -> counters.counts().claimsAfterEnd()
                                    + counters.counts().claimsAfterPoll()
                            > 0);
            await("told")
                    .atMost(SOON)
                    .until(() -> log.toString(StandardCharsets.UTF_8).contains("works again"));
        } finally {
            System.setErr(usual);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("Claiming events failed")))
                .hasSize(1);
    }

    /** A clock that a test sets ahead. */
    private static final class SetClock extends NodeClock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public long nanoTime() {
            return System.nanoTime() + ahead.toNanos();
        }

        @Override
        public Duration since(long nanoTime) {
            return Duration.ofNanos(nanoTime() - nanoTime);
        }
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
        start(allForPushes());
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
        start(allForPushes());
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
        start(allForPushes());
        await("all slots busy").atMost(SOON).until(() -> processor.running() == 4);
        assertThat(reads.figures().unfinished())
                .containsOnly(Map.entry(EventState.RUNNING, 4L), Map.entry(EventState.READY, 16L));
        assertThat(claims.largestClaim).hasValue(4);
        slow.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
    }

    @Test
    @DisplayName(
            "Q3 sixteen slots all wanted by pushes that hang: another event starts within a second, and is not held up")
    void hangingType_leavesSlotsToOthers() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        submit(40, "hang", event -> {
            waitFor(hanging);
            return null;
        });
        handling.put("ok", event -> "fine");
        start(new SetParameters());
        await("three quarters of the slots").atMost(SOON).until(() -> count(EventState.RUNNING) == 12);
        for (TaskType type : List.of(TaskType.MAINTENANCE, TaskType.PULL, TaskType.FM_TRIGGERED, TaskType.PGP)) {
            EventId other = submit(type, "ok", event -> "fine");
            processor.wake();
            awaitState(other, EventState.DONE);
            List<EventChange> changes = reads.changes(other);
            assertThat(Duration.between(changes.get(0).at(), changes.get(1).at()))
                    .isLessThan(Duration.ofSeconds(1));
        }
        assertThat(count(EventState.RUNNING)).isEqualTo(12);
        assertThat(processor.running())
                .as("a type is full: idle nodes take the rest")
                .isEqualTo(16);
        hanging.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 1_000)).allMatch(event -> event.attempts() == 1);
        awaitNothingInHand();
    }

    @Test
    @DisplayName(
            "Q3 while a type has all its slots, claims that find nothing else come twice a second at most, however often woken")
    void vainClaims_areFew() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        submit(40, "hang", event -> {
            waitFor(hanging);
            return null;
        });
        start(allForPushes().set(QueueParameters.SHARES, "PUSH=50"));
        await("half of the slots").atMost(SOON).until(() -> count(EventState.RUNNING) == 2);
        await("a first").atMost(SOON).until(() -> claims.claimsByType.get() > 0);
        int before = claims.claimsByType.get();
        long begun = System.nanoTime();
        await("three more").atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            processor.wake();
            return claims.claimsByType.get() >= before + 3;
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(950));
        hanging.countDown();
    }

    @Test
    @DisplayName("Q3 what was claimed ahead of a type that turns out to hang does not take the last slots")
    void claimedAheadOfHanging_doesNotTakeTheLastSlots() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        submit(200, "short", event -> null);
        submit(100, "hang", event -> {
            waitFor(hanging);
            return null;
        });
        handling.put("ok", event -> "fine");
        start(new SetParameters().set(QueueParameters.SLOTS, "4"));
        await("three quarters of the slots are held, and the rest is given back")
                .atMost(SOON)
                .until(() -> Map.of(EventState.RUNNING, 3L, EventState.READY, 97L)
                        .equals(reads.figures().unfinished()));
        assertThat(claims.largestClaim).hasValueGreaterThan(4);
        awaitState(submit(TaskType.MAINTENANCE, "ok", event -> "fine"), EventState.DONE);
        assertThat(count(EventState.RUNNING)).isEqualTo(3);
        hanging.countDown();
    }

    @Test
    @DisplayName("N1, Q3 shares that change hold at once, without a restart")
    void changedShares_holdAtOnce() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        submit(20, "hang", event -> {
            waitFor(hanging);
            return null;
        });
        SetParameters parameters = allForPushes().set(QueueParameters.SHARES, "PUSH=25");
        start(parameters);
        await("one slot").atMost(SOON).until(() -> count(EventState.RUNNING) == 1);
        parameters.set(QueueParameters.SHARES, "PUSH=100");
        processor.wake();
        await("all slots").atMost(SOON).until(() -> count(EventState.RUNNING) == 4);
        hanging.countDown();
    }

    @Test
    @DisplayName(
            "Q6 events that throw errors, overflow the stack, interrupt themselves or sleep for ever hold up no other")
    void poison_holdsUpNoOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<EventId> thrown = List.of(
                submit("error", event -> {
                    throw new AssertionError("poison");
                }),
                submit("overflow", event -> overflow(0)),
                submit("interrupted", event -> {
                    Thread.currentThread().interrupt();
                    EventProcessorTest.<RuntimeException>throwUndeclared(new InterruptedException("poison"));
                    return null;
                }),
                submit("unspeakable", event -> {
                    throw new Unspeakable();
                }));
        EventId interrupting = submit("interrupting", event -> {
            Thread.currentThread().interrupt();
            return "fine";
        });
        EventId sleeping = submit("sleep", event -> {
            waitFor(never);
            return null;
        });
        List<EventId> fine =
                submit(20, "ok", event -> Thread.currentThread().isInterrupted() ? "interrupted by another" : "fine");
        start(new SetParameters().set(QueueParameters.SLOTS, "2").set(QueueParameters.SHARES, "PUSH=100"));
        for (EventId id : fine) {
            awaitState(id, EventState.DONE);
            assertThat(lastReason(id)).isEqualTo("fine");
        }
        awaitState(interrupting, EventState.DONE);
        for (EventId id : thrown) {
            awaitState(id, EventState.FAILED);
            assertThat(reads.changes(id).get(2).error()).isEqualTo(ErrorClass.DEFECT);
        }
        assertThat(reads.find(sleeping).orElseThrow().state()).isEqualTo(EventState.RUNNING);
        never.countDown();
        awaitState(sleeping, EventState.DONE);
        awaitNothingInHand();
    }

    private static String overflow(int depth) {
        return depth < 0 ? "" : overflow(depth + 1) + depth;
    }

    /** Not even its message can be had. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("unspeakable");
        }
    }

    private long count(EventState state) {
        return reads.figures().unfinished().getOrDefault(state, 0L);
    }

    /** Four slots, all of which pushes may have. */
    private static SetParameters allForPushes() {
        return new SetParameters().set(QueueParameters.SLOTS, "4").set(QueueParameters.SHARES, "PUSH=100");
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
                        new Stealing(List::of, null),
                        claim -> {},
                        TestNodes.alone(NODE.name()),
                        new NodeClock(),
                        counters),
                new EventRunner(new Given<>(handlers), new RetryPolicies(parameters, new TestSites())),
                new Finisher(claims, lease, ends, keysChanged, counters),
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

    private EventId submit(TaskType type, String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(1, type, action, handler).get(0);
    }

    private EventId submit(String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(1, action, handler).get(0);
    }

    private List<EventId> submit(int count, String action, Function<OwnedEvent, String> handler) throws Exception {
        return submit(count, TaskType.PUSH, action, handler);
    }

    private List<EventId> submit(int count, TaskType type, String action, Function<OwnedEvent, String> handler)
            throws Exception {
        handling.put(action, handler);
        EventRequest request = EventRequest.of(type, action, CycleId.next());
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
                List.of(QueueParameters.SLOTS.name(), QueueParameters.PREFETCH.name(), QueueParameters.SHARES.name());

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
        private volatile boolean outage;
        private final AtomicInteger failed = new AtomicInteger();
        private volatile CountDownLatch hang;
        private volatile boolean hanging;
        private final AtomicBoolean loseEndAnswer = new AtomicBoolean();
        private final AtomicInteger largestClaim = new AtomicInteger();
        private final AtomicInteger claimsByType = new AtomicInteger();
        private final AtomicInteger largestFinish = new AtomicInteger();

        /** As many: first those of claims, then of ends. */
        private final AtomicInteger commitsToFail = new AtomicInteger();

        Unreliable() {
            super(store, new RecordedEvents<>(), new RecordedEvents<>());
        }

        @Override
        public List<EventStore.Claimed> claim(NodeId node, Incarnation incarnation, int limit) {
            failCommitWhile(commitsToFail.get() == 2);
            hangWhileTold();
            failInOutage();
            List<EventStore.Claimed> claimed = transact(() -> super.claim(node, incarnation, limit));
            largestClaim.accumulateAndGet(claimed.size(), Math::max);
            if (!claimed.isEmpty() && loseAnswer.getAndSet(false)) {
                throw new IllegalStateException("The connection broke after the commit");
            }
            return claimed;
        }

        @Override
        public List<EventStore.Claimed> claimOf(
                Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
            claimsByType.incrementAndGet();
            return transact(() -> super.claimOf(ofTypes, node, incarnation, limit));
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
        public int freeEnded(NodeId node, Incarnation incarnation, java.util.Set<EventId> inHand) {
            return transact(() -> super.freeEnded(node, incarnation, inHand));
        }

        @Override
        public List<EventId> finish(NodeId node, Collection<EventStore.Outcome> outcomes) {
            if (outcomes.stream().anyMatch(outcome -> POISON.equals(outcome.message()))) {
                throw new IllegalStateException(new SQLException("unsupported Unicode escape sequence", "22P05"));
            }
            failCommitWhile(commitsToFail.get() == 1);
            largestFinish.accumulateAndGet(outcomes.size(), Math::max);
            List<EventId> finished = transact(() -> super.finish(node, outcomes));
            if (loseEndAnswer.getAndSet(false)) {
                throw new IllegalStateException("The connection broke after the commit");
            }
            return finished;
        }

        @Override
        public List<EventId> ended(Collection<EventStore.Outcome> outcomes) {
            return transact(() -> super.ended(outcomes));
        }

        private void failInOutage() {
            if (outage) {
                failed.incrementAndGet();
                throw new IllegalStateException("The database is away");
            }
        }

        private void hangWhileTold() {
            CountDownLatch latch = hang;
            if (latch != null) {
                hanging = true;
                waitFor(latch);
            }
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
