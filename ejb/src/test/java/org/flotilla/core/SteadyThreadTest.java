package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5 a task that is repeated")
class SteadyThreadTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final AtomicInteger runs = new AtomicInteger();
    private SteadyThread thread;

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void start_runsAgainAndAgain() {
        start(Duration.ofMillis(1), runs::incrementAndGet);
        await().until(() -> runs.get() > 3);
    }

    @Test
    void failure_doesNotEndIt() {
        start(Duration.ofMillis(1), () -> {
            runs.incrementAndGet();
            throw new AssertionError("as planned");
        });
        await().until(() -> runs.get() > 1);
    }

    @Test
    void now_cutsThePauseShort() {
        start(AN_HOUR, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        thread.now();
        await().until(() -> runs.get() == 2);
    }

    @Test
    void close_letsTheRunEndAndStartsNoOther() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        start(Duration.ZERO, () -> {
            runs.incrementAndGet();
            inside.countDown();
            ended.set(passes(goOn));
        });
        assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(thread::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join();
        assertThat(ended).isTrue();
        assertThat(runs).hasValue(1);
    }

    private static boolean passes(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void start(Duration pause, Runnable task) {
        thread = SteadyThread.start(Thread::new, "test", pause, task);
    }
}
