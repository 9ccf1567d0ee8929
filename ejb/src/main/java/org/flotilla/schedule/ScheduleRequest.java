package org.flotilla.schedule;

import java.util.Map;

/**
 * What a schedule shall be.
 *
 * @param name 1 to 100 letters, digits, {@code . _ -}
 * @param timeZone null means UTC
 * @param jobParameters null means none
 * @param enabled null means true at creation, unchanged at update
 * @param misfire null means RUN_ONCE
 * @param jitterSeconds null means 0
 * @param startsAt ISO 8601 with an offset, or a local time of the zone: {@code 2026-12-01T08:00}; null means from now on
 * @param endsAt likewise; null means without end
 * @param calendar null means none
 */
public record ScheduleRequest(
        String name,
        Schedule.Kind kind,
        String expression,
        String timeZone,
        String job,
        Map<String, String> jobParameters,
        Boolean enabled,
        Misfire misfire,
        Integer jitterSeconds,
        String startsAt,
        String endsAt,
        String calendar) {

    public ScheduleRequest {
        timeZone = timeZone == null || timeZone.isBlank() ? "UTC" : timeZone.strip();
        jobParameters = jobParameters == null ? Map.of() : Map.copyOf(jobParameters);
        misfire = misfire == null ? Misfire.RUN_ONCE : misfire;
        jitterSeconds = jitterSeconds == null ? 0 : jitterSeconds;
        startsAt = blankToNull(startsAt);
        endsAt = blankToNull(endsAt);
        calendar = blankToNull(calendar);
    }

    /** One without jitter, dates and calendar. */
    public ScheduleRequest(
            String name,
            Schedule.Kind kind,
            String expression,
            String timeZone,
            String job,
            Map<String, String> jobParameters,
            Boolean enabled) {
        this(name, kind, expression, timeZone, job, jobParameters, enabled, null, null, null, null, null);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
