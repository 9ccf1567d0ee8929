package org.flotilla.schedule;

import java.time.LocalDate;

/**
 * A holiday calendar in a list.
 *
 * @param days how many it has
 * @param lastDay the latest of them, so that people see when it needs new ones; null if it has none
 * @param schedules how many schedules keep to it
 */
public record CalendarSummary(
        String name, String description, int days, LocalDate lastDay, int schedules, long version) {}
