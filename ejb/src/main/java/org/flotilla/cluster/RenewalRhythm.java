package org.flotilla.cluster;

import java.time.Duration;
import org.flotilla.core.NodeClock;

/**
 * How evenly this node's own renewals were answered. When the database stalls, everybody falls silent: another node's
 * silence says something of that node only if our own renewals went well all the while. Counts answers, not requests,
 * because a request of before the stall is answered after it. Used by one thread.
 */
final class RenewalRhythm {

    /** A node renews every second. */
    static final Duration LONGEST_GAP = Duration.ofMillis(1500);

    private final NodeClock clock;
    private long evenSince;
    private long answeredAt;

    RenewalRhythm(NodeClock clock) {
        this.clock = clock;
    }

    /** Begins anew: the join was answered now. */
    void restart() {
        answeredAt = clock.nanoTime();
        evenSince = answeredAt;
    }

    /** A renewal was answered now. */
    void renewed() {
        if (clock.since(answeredAt).compareTo(LONGEST_GAP) > 0) {
            restart();
        } else {
            answeredAt = clock.nanoTime();
        }
    }

    /** For how long there has been no longer gap between answers. */
    Duration evenFor() {
        return clock.since(evenSince);
    }
}
