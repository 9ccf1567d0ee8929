package org.flotilla.queue;

import java.time.Duration;
import org.flotilla.core.NodeClock;

/**
 * How many events a node claims ahead: as many as ended lately, so that what waits in hand is begun about as soon. So short
 * events are claimed in large batches, and slow ones not ahead at all. Thread-safe.
 */
final class Prefetch {

    static final Duration LATELY = Duration.ofMillis(100);

    private final NodeClock clock;
    private final long[] ends;
    private long ended;

    /** @param most never claims more ahead; 0 for none at all */
    Prefetch(int most, NodeClock clock) {
        this.ends = new long[most];
        this.clock = clock;
    }

    /** A run has ended. */
    synchronized void ended() {
        if (ends.length > 0) {
            ends[(int) (ended % ends.length)] = clock.nanoTime();
            ended++;
        }
    }

    /** How many events may be in hand beyond those that have a slot. */
    synchronized int allowed() {
        int lately = 0;
        for (int i = 0; i < Math.min(ended, ends.length); i++) {
            if (clock.since(ends[i]).compareTo(LATELY) <= 0) {
                lately++;
            }
        }
        return lately;
    }
}
