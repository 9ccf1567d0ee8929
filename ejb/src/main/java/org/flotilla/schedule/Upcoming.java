package org.flotilla.schedule;

import java.time.Duration;

/**
 * A schedule that is due, or will be soon.
 *
 * @param until how long by the database's clock; not positive: it is due
 */
public record Upcoming(String name, Duration until) {

    boolean isDue() {
        return until.isZero() || until.isNegative();
    }
}
