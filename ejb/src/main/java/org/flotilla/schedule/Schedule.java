package org.flotilla.schedule;

import java.time.Instant;
import java.util.Map;

/**
 * A schedule as it stands. Times are the database's.
 *
 * @param expression a Quartz cron expression with seconds, or an interval: seconds or ISO 8601 ({@code PT15M})
 * @param timeZone the IANA zone in which a cron expression is read, and in which a day of the calendar begins and ends
 * @param job the batch job that each firing runs
 * @param nextFireAt when it fires next, with its share of the jitter; without meaning while it is not enabled
 * @param lastFireAt the moment it was last due and fired; null: never yet
 * @param version changes with each update by a person, not with each firing
 * @param misfire what becomes of firings that were missed
 * @param jitterSeconds each firing is later than its moment by up to so many seconds; 0 to 3600
 * @param startsAt it does not fire before; null: from now on
 * @param endsAt it does not fire after; null: without end
 * @param calendar on whose days it does not fire; null: none
 * @param nominalAt the moment of the next firing without the jitter: what the firing is known by
 * @param lastLateMillis by how much the last firing came after the moment it was due; null: unknown
 */
public record Schedule(
        String name,
        Kind kind,
        String expression,
        String timeZone,
        String job,
        Map<String, String> jobParameters,
        boolean enabled,
        Instant nextFireAt,
        Instant lastFireAt,
        long version,
        Misfire misfire,
        int jitterSeconds,
        Instant startsAt,
        Instant endsAt,
        String calendar,
        Instant nominalAt,
        Long lastLateMillis) {

    public Schedule {
        jobParameters = Map.copyOf(jobParameters);
    }

    /** One without jitter, dates and calendar. */
    public Schedule(
            String name,
            Kind kind,
            String expression,
            String timeZone,
            String job,
            Map<String, String> jobParameters,
            boolean enabled,
            Instant nextFireAt,
            Instant lastFireAt,
            long version) {
        this(
                name,
                kind,
                expression,
                timeZone,
                job,
                jobParameters,
                enabled,
                nextFireAt,
                lastFireAt,
                version,
                Misfire.RUN_ONCE,
                0,
                null,
                null,
                null,
                nextFireAt,
                null);
    }

    /** The same, on or off, with another next firing. */
    Schedule with(boolean nowEnabled, Instant nominal, Instant due) {
        return new Schedule(
                name,
                kind,
                expression,
                timeZone,
                job,
                jobParameters,
                nowEnabled,
                due,
                lastFireAt,
                version,
                misfire,
                jitterSeconds,
                startsAt,
                endsAt,
                calendar,
                nominal,
                lastLateMillis);
    }

    /** How the expression is read. */
    public enum Kind {
        CRON,
        INTERVAL
    }
}
