package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.EventId;
import org.flotilla.test.SetParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q the processor of a node, with a database and events that misbehave")
class EventProcessorTest extends ProcessorFixture {

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
    @DisplayName(
            "Q9 a node that nobody wakes looks within a second, with time left for the claim, and not when the others do")
    void pollsWithinASecond() throws Exception {
        assertThat(IntStream.range(0, 10_000)
                        .map(i -> EventProcessor.idleMillis())
                        .boxed())
                .allMatch(millis -> millis >= 700 && millis <= 950)
                .satisfies(waits -> assertThat(Set.copyOf(waits)).hasSizeGreaterThan(100));
        start(new SetParameters());
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
        assertThat(processor.full()).hasSize(TaskType.values().length);

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
        EventId poison = submit("poison", event -> UnreliableClaims.POISON);
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
                    ProcessorFixture.<RuntimeException>throwUndeclared(new InterruptedException("poison"));
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
}
