package org.flotilla.schedule;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The holiday calendars as they stand in the database. Works in the caller's transaction. */
public interface CalendarStore {

    List<CalendarSummary> list();

    Optional<HolidayCalendar> find(String name);

    /** What the calendar calls the day; empty if it is none of its days, or if there is no such calendar. */
    Optional<String> label(String name, LocalDate day);

    /** False if the name is taken. */
    boolean insert(String name, String description);

    /** Raises the version; false if it is another. */
    boolean update(String name, String description, long version);

    /** Raises the version, and so keeps others from changing it until the transaction ends; false if there is none. */
    boolean touch(String name);

    /** With its days; false if the version is another. */
    boolean delete(String name, long version);

    /** In place of those it has. */
    void replaceDays(String name, Collection<CalendarDay> days);

    /** None of which it has. */
    void addDays(String name, Collection<CalendarDay> days);

    /** The schedules that keep to it, by name. */
    List<String> users(String name);
}
