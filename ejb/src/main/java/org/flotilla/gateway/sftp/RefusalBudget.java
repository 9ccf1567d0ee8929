package org.flotilla.gateway.sftp;

import java.time.Duration;
import java.util.OptionalInt;
import org.flotilla.core.NodeClock;

/** Lets so many refused sessions a minute be recorded, and counts the rest: else a stranger fills the log. Thread-safe. */
final class RefusalBudget {
    static final int PER_MINUTE = 60;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final NodeClock clock;
    private long began;
    private int spent;
    private int passedOver;

    RefusalBudget(NodeClock clock) {
        this.clock = clock;
        this.began = clock.nanoTime();
    }

    /** Empty if this one is not to be recorded; else how many were not since the last that was. */
    synchronized OptionalInt spend() {
        if (clock.since(began).compareTo(MINUTE) >= 0) {
            began = clock.nanoTime();
            spent = 0;
        }
        if (spent == PER_MINUTE) {
            passedOver++;
            return OptionalInt.empty();
        }
        spent++;
        int others = passedOver;
        passedOver = 0;
        return OptionalInt.of(others);
    }
}
