package org.flotilla.run;

import java.util.concurrent.CountDownLatch;
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
    private volatile Step closedTo;
    private volatile CountDownLatch opening = new CountDownLatch(0);

    /** From now on, whoever wants this step waits. */
    public void close(Step step) {
        opening = new CountDownLatch(1);
        closedTo = step;
    }

    /** Lets all go on that wait. */
    public void open() {
        closedTo = null;
        opening.countDown();
    }

    /** How many are waiting. */
    public int waiting() {
        return waiting.get();
    }

    void pass(Step step) {
        if (step == closedTo) {
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
