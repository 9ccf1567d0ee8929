package org.flotilla.schedule;

import java.util.Map;

/**
 * What a schedule shall be.
 *
 * @param name 1 to 100 letters, digits, {@code . _ -}
 * @param timeZone null means UTC
 * @param jobParameters null means none
 * @param enabled null means true at creation, unchanged at update
 */
public record ScheduleRequest(
        String name,
        Schedule.Kind kind,
        String expression,
        String timeZone,
        String job,
        Map<String, String> jobParameters,
        Boolean enabled) {

    public ScheduleRequest {
        timeZone = timeZone == null ? "UTC" : timeZone;
        jobParameters = jobParameters == null ? Map.of() : Map.copyOf(jobParameters);
    }
}
