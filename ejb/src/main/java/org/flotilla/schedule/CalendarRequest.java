package org.flotilla.schedule;

import java.util.List;

/**
 * What a holiday calendar shall be.
 *
 * @param name 1 to 60 lower-case letters, digits, {@code . _ -}
 * @param description null means none
 * @param days all of them; null means none at creation, unchanged at update
 */
public record CalendarRequest(String name, String description, List<Day> days) {

    public CalendarRequest {
        description = description == null ? "" : description.strip();
        days = days == null ? null : List.copyOf(days);
    }

    /**
     * One day.
     *
     * @param day ISO 8601, such as {@code 2026-12-25}
     * @param label what people call it; null means nothing
     */
    public record Day(String day, String label) {}
}
