package org.flotilla.report;

/**
 * How many events ended.
 *
 * @param dead given up
 * @param retried took more than one attempt
 */
public record EndedEvents(long events, long dead, long retried) {

    static final EndedEvents NONE = new EndedEvents(0, 0, 0);

    EndedEvents plus(EndedEvents other) {
        return new EndedEvents(events + other.events, dead + other.dead, retried + other.retried);
    }
}
