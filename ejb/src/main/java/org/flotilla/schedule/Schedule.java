package org.flotilla.schedule;

import java.time.Instant;
import java.util.Map;

/**
 * A schedule as it stands. Times are the database's.
 *
 * @param expression a Quartz cron expression with seconds, or an interval: seconds or ISO 8601 ({@code PT15M})
 * @param timeZone the IANA zone in which a cron expression is read
 * @param job the batch job that each firing runs
 * @param nextFireAt when it fires next; without meaning while it is not enabled
 * @param lastFireAt the moment it was last due and fired; null: never yet
 * @param version changes with each update by a person, not with each firing
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
        long version) {

    public Schedule {
        jobParameters = Map.copyOf(jobParameters);
    }

    /** How the expression is read. */
    public enum Kind {
        CRON,
        INTERVAL
    }
}
