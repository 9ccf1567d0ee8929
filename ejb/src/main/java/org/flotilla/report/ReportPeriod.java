package org.flotilla.report;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a report is about: whole days of a time zone, from midnight to midnight. A day on which clocks are changed has 23 or 25
 * hours, or what the zone gives it.
 *
 * @param to the first moment after it
 */
public record ReportPeriod(Kind kind, ZonedDateTime from, ZonedDateTime to) {

    private static final Duration SLICE = Duration.ofHours(1);
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY);

    /** How long it is. */
    public enum Kind {
        DAY,
        /** From Monday on. */
        WEEK,
        MONTH
    }

    /** From one moment to before another. */
    public record Slice(Instant from, Instant to) {

        boolean contains(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    /** The last one that is over at the moment. */
    static ReportPeriod before(Instant moment, ZoneId zone, Kind kind) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        LocalDate end = switch (kind) {
            case DAY -> today;
            case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> today.withDayOfMonth(1);
        };
        LocalDate begin = switch (kind) {
            case DAY -> end.minusDays(1);
            case WEEK -> end.minusWeeks(1);
            case MONTH -> end.minusMonths(1);
        };
        return new ReportPeriod(kind, begin.atStartOfDay(zone), end.atStartOfDay(zone));
    }

    ZoneId zone() {
        return from.getZone();
    }

    /** {@code 2026-11-24}, {@code 2026-W47} or {@code 2026-11}. */
    String label() {
        LocalDate first = from.toLocalDate();
        return switch (kind) {
            case DAY -> first.toString();
            case WEEK -> WEEK.format(first);
            case MONTH -> first.toString().substring(0, "2026-11".length());
        };
    }

    Slice whole() {
        return new Slice(from.toInstant(), to.toInstant());
    }

    /** Hours, in order; the last one may be shorter. */
    List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        Instant end = to.toInstant();
        for (Instant at = from.toInstant(); at.isBefore(end); at = at.plus(SLICE)) {
            Instant next = at.plus(SLICE);
            slices.add(new Slice(at, next.isBefore(end) ? next : end));
        }
        return slices;
    }
}
