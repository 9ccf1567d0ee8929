package org.flotilla.schedule;

/**
 * What came of an import.
 *
 * @param added days that the calendar did not have
 * @param known days that it had already
 * @param leftOut events that are no days, as they have a time of day, and cancelled ones
 * @param days how many the calendar has now
 * @param version of the calendar, now
 */
public record CalendarImport(int added, int known, int leftOut, int days, long version) {}
