package org.flotilla.schedule;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;

/** The holiday calendars, for those who keep them. Changes count for each firing from then on. Thread-safe. */
public interface Calendars {

    /** So many days a calendar can have. */
    int MOST_DAYS = 5000;

    /** So many bytes an imported file can have: 5,000 days with all that calendar programs add to them, about. */
    int MOST_BYTES = 1_000_000;

    /** @throws FlotillaException INVALID_INPUT with the field, CONFLICT if the name is taken */
    HolidayCalendar create(CalendarRequest request, String actor);

    /** @throws FlotillaException NOT_FOUND, INVALID_INPUT with the field, STALE if the version is not the present one */
    HolidayCalendar update(String name, CalendarRequest request, long version, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE; CONFLICT while a schedule keeps to it */
    void delete(String name, long version, String actor);

    Optional<HolidayCalendar> find(String name);

    /** All, by name. */
    List<CalendarSummary> list();

    /**
     * Adds the days of an iCalendar file, all or none. What repeats itself counts from the beginning of this year until ten
     * years later. Days that are known keep their labels.
     *
     * @param iCalendar the file as it is, in UTF-8
     * @throws FlotillaException NOT_FOUND; INVALID_INPUT if the file is broken or too large, or the calendar would have more
     *     than 5,000 days
     */
    CalendarImport addDays(String name, byte[] iCalendar, String actor);
}
