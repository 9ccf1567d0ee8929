package org.flotilla.report;

import java.time.Instant;
import org.flotilla.schedule.Misfire;

/**
 * Firings of a schedule that came too late.
 *
 * @param rule what became of them
 * @param firings how often that was so; one can stand for all up to then
 * @param first when the first of them was due
 */
public record MissedFirings(String schedule, Misfire rule, long firings, Instant first) {

    MissedFirings plus(MissedFirings other) {
        return new MissedFirings(
                schedule, rule, firings + other.firings, first.isBefore(other.first) ? first : other.first);
    }
}
