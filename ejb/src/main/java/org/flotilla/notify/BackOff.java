package org.flotilla.notify;

import java.time.Duration;

/** 5 s after the first failure, twice as long after each further one, ten minutes at most. */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 7;

    /** With the waits between them, two days. */
    private static final int ATTEMPTS = 295;

    private BackOff() {}

    /** Whether a letter has been tried for two days; the time in which nobody tried does not count. */
    static boolean isOver(int attempts) {
        return attempts >= ATTEMPTS;
    }

    static Duration after(int attempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), DOUBLINGS));
        return wait.compareTo(MOST) < 0 ? wait : MOST;
    }
}
