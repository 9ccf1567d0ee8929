package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.flotilla.core.EventId;
import org.flotilla.test.SetParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 the slots of a node: what is claimed ahead, and what each task type may have")
class ProcessorSlotsTest extends ProcessorFixture {

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
        assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 1_000).items())
                .allMatch(event -> event.attempts() == 1);
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
        List<Duration> waits = new ArrayList<>();
        for (TaskType type : List.of(TaskType.MAINTENANCE, TaskType.PULL, TaskType.FM_TRIGGERED, TaskType.PGP)) {
            EventId other = submit(type, "ok", event -> "fine");
            processor.wake();
            awaitState(other, EventState.DONE);
            List<EventChange> changes = reads.changes(other);
            waits.add(Duration.between(changes.get(0).at(), changes.get(1).at()));
        }
        assertThat(waits)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) < 0)
                .filteredOn(wait -> wait.compareTo(Duration.ofSeconds(1)) < 0)
                .as("of %s; one may have met a busy machine", waits)
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(count(EventState.RUNNING)).isEqualTo(12);
        assertThat(processor.running()).isEqualTo(12);
        assertThat(processor.full()).as("idle nodes take the rest").containsExactly("PUSH");
        hanging.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(reads.find(EventFilter.all(), Long.MAX_VALUE, 1_000).items())
                .allMatch(event -> event.attempts() == 1);
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
    @DisplayName("N1, Q3 more slots hold at once, without a restart, and the cluster is told of them")
    void moreSlots_holdAtOnce() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        submit(20, "hang", event -> {
            waitFor(hanging);
            return null;
        });
        SetParameters parameters = allForPushes();
        start(parameters);
        await("all slots").atMost(SOON).until(() -> processor.running() == 4);
        parameters.set(QueueParameters.SLOTS, "7");
        await("all slots").atMost(SOON).until(() -> processor.running() == 7);
        assertThat(count(EventState.RUNNING)).isEqualTo(7);
        assertThat(processor.slots()).isEqualTo(7);
        hanging.countDown();
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        awaitNothingInHand();
    }

    @Test
    @DisplayName("N1, Q3 fewer slots hold as soon as runs end: none is broken off, and no more than those begin")
    void fewerSlots_holdAsRunsEnd() throws Exception {
        Map<EventId, CountDownLatch> hanging = new ConcurrentHashMap<>();
        submit(5, "hang", event -> {
            waitFor(hanging.computeIfAbsent(event.id(), id -> new CountDownLatch(1)));
            return Thread.currentThread().isInterrupted() ? "interrupted" : "whole";
        });
        SetParameters parameters = allForPushes();
        start(parameters);
        await("all slots").atMost(SOON).until(() -> hanging.size() == 4);
        parameters.set(QueueParameters.SLOTS, "2");
        await("told").atMost(SOON).until(() -> processor.slots() == 2);
        assertThat(processor.running()).isEqualTo(4);
        List<EventId> first = List.copyOf(hanging.keySet());
        for (int ended = 0; ended < 3; ended++) {
            hanging.get(first.get(ended)).countDown();
            awaitState(first.get(ended), EventState.DONE);
            assertThat(lastReason(first.get(ended))).isEqualTo("whole");
        }
        await("the next one").atMost(SOON).until(() -> hanging.size() == 5);
        assertThat(processor.running()).isEqualTo(2);
        hanging.values().forEach(CountDownLatch::countDown);
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        awaitNothingInHand();
    }

    @Test
    @DisplayName("N1, Q3 how many are claimed ahead changes at once, without a restart")
    void changedPrefetch_holdsAtOnce() throws Exception {
        SetParameters parameters = allForPushes().set(QueueParameters.PREFETCH, "0");
        submit(300, "short", event -> null);
        start(parameters);
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(claims.largestClaim).hasValue(4);
        parameters.set(QueueParameters.PREFETCH, "500");
        submit(3_000, "short", event -> null);
        await("all done").atMost(SOON).until(() -> reads.figures().unfinished().isEmpty());
        assertThat(claims.largestClaim).hasValueGreaterThan(100);
        awaitNothingInHand();
    }

    private long count(EventState state) {
        return reads.figures().unfinished().getOrDefault(state, 0L);
    }

    /** Four slots, all of which pushes may have. */
    private static SetParameters allForPushes() {
        return new SetParameters().set(QueueParameters.SLOTS, "4").set(QueueParameters.SHARES, "PUSH=100");
    }
}
