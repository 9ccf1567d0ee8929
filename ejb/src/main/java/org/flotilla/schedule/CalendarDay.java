package org.flotilla.schedule;

import java.time.LocalDate;

/**
 * A day on which schedules do not fire: from midnight to midnight in the zone of the schedule.
 *
 * @param label what people call it; may be empty
 */
public record CalendarDay(LocalDate day, String label) {}
