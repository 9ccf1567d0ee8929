package org.flotilla.schedule;

import java.util.List;

/**
 * A holiday calendar as it stands.
 *
 * @param days in their order, each once
 * @param version changes with each change of it or of its days
 */
public record HolidayCalendar(String name, String description, List<CalendarDay> days, long version) {

    public HolidayCalendar {
        days = List.copyOf(days);
    }
}
