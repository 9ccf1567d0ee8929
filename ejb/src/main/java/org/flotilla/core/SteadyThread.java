package org.flotilla.core;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a task on a thread of its own until it is closed, and outlives whatever the task throws. Tells of a failure when
 * it begins and when it is over, not each time in between.
 *
 * <p>The server's own scheduler does not serve: it runs nothing while the server is being suspended, and says so as an
 * error for each task, just when a node still has to keep its lease and to end its work.
 */
public final class SteadyThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyThread.class);
    private static final Duration LAST_RUN = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Supplier<Duration> task;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private final RepeatedFailure failure;
    private volatile boolean closed;

    private SteadyThread(ThreadFactory threads, String name, Supplier<Duration> task) {
        this.task = task;
        this.failure = new RepeatedFailure(LOG, name);
        this.thread = threads.newThread(this::repeat);
        thread.setName(name);
    }

    /** Begins at once; the task says how long to pause until it is run again. */
    public static SteadyThread start(ThreadFactory threads, String name, Supplier<Duration> task) {
        SteadyThread started = new SteadyThread(threads, name, task);
        started.thread.start();
        return started;
    }

    /** Begins at once, and pauses for so long after each run. */
    public static SteadyThread start(ThreadFactory threads, String name, Duration pause, Runnable task) {
        return start(threads, name, () -> {
            task.run();
            return pause;
        });
    }

    /** Cuts the present pause short. */
    public void now() {
        signal.release();
    }

    /** Lets the run that is under way end, for 5 seconds at most; there is none after it. */
    @Override
    public void close() {
        closed = true;
        now();
        try {
            thread.join(LAST_RUN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void repeat() {
        try {
            while (!closed) {
                long pauseMillis = run().toMillis();
                signal.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS);
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration run() {
        try {
            Duration pause = task.get();
            failure.over();
            return pause;
        } catch (Throwable t) { // a loop that ends on an Error would leave the node half alive
            failed(t);
            return AFTER_FAILURE;
        }
    }

    private void failed(Throwable t) {
        if (closed) {
            LOG.debug("{} failed while it was being stopped", thread.getName(), t);
        } else {
            failure.failed(t);
        }
    }
}
