package org.flotilla.queue;

import java.time.Duration;

/**
 * How many events a node claims ahead: as many as its slots run within {@link #AHEAD}, if they take as long as the last ones.
 * So short events are claimed in large batches, and slow ones not ahead at all. Thread-safe.
 */
final class Prefetch {

    static final Duration AHEAD = Duration.ofMillis(100);

    /** One long run among many counts at once, and is forgotten after some tens. */
    private static final double WEIGHT = 1.0 / 8;

    private int most;
    private int slots;
    private double meanNanos = Double.POSITIVE_INFINITY;
    private boolean stalled;

    /** @param most never claims more ahead; 0 for none at all */
    Prefetch(int most, int slots) {
        this.most = most;
        this.slots = slots;
    }

    /** What was learnt of the last runs is kept. */
    synchronized void change(int newMost, int newSlots) {
        most = newMost;
        slots = newSlots;
    }

    /** A run has ended after so long. */
    synchronized void ended(Duration run) {
        double nanos = run.toNanos();
        meanNanos = Double.isInfinite(meanNanos) ? nanos : meanNanos + WEIGHT * (nanos - meanNanos);
        stalled = false;
    }

    /** What was claimed ahead could not be begun in time: nothing more until a run ends. */
    synchronized void stalled() {
        stalled = true;
    }

    /** How many events may be in hand beyond those that have a slot. */
    synchronized int allowed() {
        return stalled ? 0 : (int) Math.min(most, slots * AHEAD.toNanos() / Math.max(1, meanNanos));
    }
}
