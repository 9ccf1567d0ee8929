package org.flotilla.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops whoever sends to the {@link DemoPartner} in the middle of it, so that a test can do something to the sender right
 * then. Open unless a test closes it. Safe for use by several threads.
 */
public final class PartnerGate {

    /** What a sender asks the partner for. */
    public enum Step {
        WRITE,
        RENAME
    }

    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Step, Semaphore> closedTo = new ConcurrentHashMap<>();
    private volatile CountDownLatch opening = new CountDownLatch(0);

    /** From now on, whoever wants this step waits, besides those who wait for others. */
    public void close(Step step) {
        close(step, Integer.MAX_VALUE);
    }

    /** As {@link #close(Step)}, but no more than so many wait there: who comes later goes on. */
    public void close(Step step, int most) {
        if (closedTo.isEmpty()) {
            opening = new CountDownLatch(1);
        }
        closedTo.put(step, new Semaphore(most));
    }

    /** Lets all go on that wait. */
    public void open() {
        closedTo.clear();
        opening.countDown();
    }

    /** How many are waiting. */
    public int waiting() {
        return waiting.get();
    }

    void pass(Step step) {
        Semaphore room = closedTo.get(step);
        if (room != null && room.tryAcquire()) {
            waiting.incrementAndGet();
            try {
                opening.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.decrementAndGet();
            }
        }
    }
}
