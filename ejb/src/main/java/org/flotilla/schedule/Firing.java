package org.flotilla.schedule;

import java.time.Instant;

/**
 * One firing that is to come.
 *
 * @param at its moment, in UTC
 * @param local the same moment in the schedule's zone, with its offset: {@code 2026-10-25T02:30+01:00}
 * @param timeZone that zone
 * @param dueAt when it becomes an event: its moment and its share of the jitter
 * @param skipped whether its day is one of the calendar's, so that it will be left out
 * @param holiday what the calendar calls the day; null if it is not skipped
 */
public record Firing(Instant at, String local, String timeZone, Instant dueAt, boolean skipped, String holiday) {}
