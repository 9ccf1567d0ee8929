package org.flotilla.report;

import java.time.Instant;
import java.util.Comparator;
import org.flotilla.queue.EventState;

/**
 * An event that was given up, or took more than one attempt.
 *
 * @param account may be null
 * @param site may be null
 * @param lastError may be null
 */
public record TroubledEvent(
        long id,
        String type,
        String action,
        String account,
        String site,
        EventState state,
        int attempts,
        Instant finishedAt,
        String lastError) {

    /** Whether it was given up. */
    boolean isDead() {
        return state == EventState.DEAD;
    }

    /** The worst first. */
    static final Comparator<TroubledEvent> WORST = Comparator.comparing(TroubledEvent::isDead)
            .thenComparingInt(TroubledEvent::attempts)
            .thenComparingLong(TroubledEvent::id)
            .reversed();
}
