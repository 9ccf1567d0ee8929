package org.flotilla.report;

/**
 * How many events ended otherwise than at once.
 *
 * @param dead given up
 * @param retried took more than one attempt, but were not given up
 */
public record EndedEvents(long dead, long retried) {

    static final EndedEvents NONE = new EndedEvents(0, 0);

    EndedEvents plus(EndedEvents other) {
        return new EndedEvents(dead + other.dead, retried + other.retried);
    }

    long all() {
        return dead + retried;
    }
}
