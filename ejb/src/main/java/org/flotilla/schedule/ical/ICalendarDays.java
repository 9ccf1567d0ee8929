package org.flotilla.schedule.ical;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;
import biweekly.property.DateEnd;
import biweekly.property.DurationProperty;
import biweekly.property.Status;
import biweekly.util.DateTimeComponents;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.iter.RecurrenceIterator;
import biweekly.util.com.google.ical.iter.RecurrenceIteratorFactory;
import biweekly.util.com.google.ical.values.DateValue;
import biweekly.util.com.google.ical.values.DateValueImpl;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.CalendarFile;

/**
 * Takes the days of whole-day events: of one day, of several, and of those that repeat themselves daily or less often. The
 * library forgives a lot; here what says when a day is must be flawless, or the whole file is refused. Thread-safe.
 */
@ApplicationScoped
public class ICalendarDays implements CalendarFile {

    private static final Set<String> DATES =
            Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "STATUS");
    private static final Set<Frequency> TOO_OFTEN =
            EnumSet.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY);
    private static final Pattern BEGIN = Pattern.compile("(?mi)^BEGIN:");
    private static final Pattern END = Pattern.compile("(?mi)^END:");
    private static final int MOST_STEPS = 1_000_000;
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final String BROKEN = "The iCalendar file is broken: ";
    private static final String MEND = "Nothing was imported. Export it anew, or mend it there.";
    private static final String FIRST_LINE = "BEGIN:VCALENDAR";
    private static final String LAST_LINE = "END:VCALENDAR";

    @Override
    public Content read(String text, LocalDate from, LocalDate to, int most) {
        Days days = new Days(from, to, most);
        for (ICalendar calendar : calendars(text)) {
            calendar.getEvents().forEach(days::add);
        }
        if (days.found.isEmpty() && days.leftOut == 0) {
            throw FlotillaException.invalid("The iCalendar file has no events.", "Give one with days in it.");
        }
        return new Content(days.found, days.leftOut);
    }

    private static List<ICalendar> calendars(String text) {
        String whole = text.replaceFirst("^\uFEFF", "").strip();
        String upper = whole.toUpperCase(Locale.ROOT);
        if (!upper.startsWith(FIRST_LINE)) {
            throw FlotillaException.invalid(
                    "This is no iCalendar file: it does not begin with " + FIRST_LINE + ".",
                    "Give a file in that form.");
        }
        if (!upper.endsWith(LAST_LINE)) {
            throw FlotillaException.invalid(BROKEN + "it does not end with " + LAST_LINE + ".", MEND);
        }
        if (count(BEGIN, whole) != count(END, whole)) {
            throw FlotillaException.invalid(BROKEN + "not everything that begins in it ends.", MEND);
        }
        try (ICalReader reader = new ICalReader(whole)) {
            List<ICalendar> calendars = new ArrayList<>();
            for (ICalendar next = reader.readNext(); next != null; next = reader.readNext()) {
                reader.getWarnings().forEach(ICalendarDays::refuse);
                calendars.add(next);
            }
            return calendars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Pattern line, String text) {
        return line.matcher(text).results().count();
    }

    /** Lines that are none, and values of dates that are none; what else the library stumbles over is none of our business. */
    private static void refuse(ParseWarning warning) {
        if (warning.getPropertyName() == null || DATES.contains(warning.getPropertyName())) {
            throw FlotillaException.invalid(
                    BROKEN + "line " + warning.getLineNumber() + ", "
                            + Optional.ofNullable(warning.getPropertyName()).orElse("which is none") + ": "
                            + warning.getMessage(),
                    MEND);
        }
    }

    /** The days found so far. */
    private static final class Days {

        private final LocalDate from;
        private final LocalDate to;
        private final int most;
        private final Map<LocalDate, String> found = new TreeMap<>();
        private int leftOut;
        private int steps;

        Days(LocalDate from, LocalDate to, int most) {
            this.from = from;
            this.to = to;
            this.most = most;
        }

        void add(VEvent event) {
            ICalDate start = Optional.ofNullable(event.getDateStart())
                    .map(property -> property.getValue())
                    .orElseThrow(() -> broken(event, "has no beginning (DTSTART)"));
            if (start.hasTime() || isCancelled(event)) {
                leftOut++;
                return;
            }
            if (!event.getExceptionRules().isEmpty()) {
                throw broken(event, "uses EXRULE, which is no longer part of iCalendar");
            }
            long length = length(event, start);
            Set<LocalDate> exceptions = event.getExceptionDates().stream()
                    .flatMap(dates -> dates.getValues().stream())
                    .map(date -> day(event, date))
                    .collect(Collectors.toSet());
            Stream.of(first(event, start), repeated(event, start), furtherDates(event))
                    .flatMap(days -> days)
                    .distinct()
                    .filter(day -> !exceptions.contains(day))
                    .forEach(day -> add(day, length, label(event)));
        }

        /** Of what repeats itself, only if it is not long ago. */
        private Stream<LocalDate> first(VEvent event, ICalDate start) {
            return Stream.of(day(event, start)).filter(day -> event.getRecurrenceRule() == null || !day.isBefore(from));
        }

        private Stream<LocalDate> furtherDates(VEvent event) {
            return event.getRecurrenceDates().stream()
                    .flatMap(dates -> dates.getDates().stream())
                    .map(date -> day(event, date));
        }

        /** By the rule of the event, if it has one. The library counts in UTC, so that a day is the same on every node. */
        private Stream<LocalDate> repeated(VEvent event, ICalDate start) {
            if (event.getRecurrenceRule() == null) {
                return Stream.empty();
            }
            Recurrence rule = event.getRecurrenceRule().getValue();
            if (rule == null || rule.getFrequency() == null) {
                throw broken(event, "has a rule (RRULE) without FREQ");
            }
            if (TOO_OFTEN.contains(rule.getFrequency())) {
                throw broken(event, "is of whole days and repeats itself within a day");
            }
            LocalDate end = Optional.ofNullable(rule.getUntil())
                    .map(until -> day(event, until))
                    .filter(to::isAfter)
                    .orElse(to);
            LocalDate first = day(event, start);
            RecurrenceIterator days = RecurrenceIteratorFactory.createRecurrenceIterator(
                    new Recurrence.Builder(rule).until((ICalDate) null).build(),
                    new DateValueImpl(first.getYear(), first.getMonthValue(), first.getDayOfMonth()),
                    UTC);
            Stream.Builder<LocalDate> found = Stream.builder();
            boolean more = days.hasNext();
            while (more) {
                count(event);
                DateValue next = days.next();
                LocalDate day = LocalDate.of(next.year(), next.month(), next.day());
                if (!day.isBefore(from) && !day.isAfter(end)) {
                    found.add(day);
                }
                more = !day.isAfter(end) && days.hasNext();
            }
            return found.build();
        }

        /** Rules of many events from long ago would be counted through for hours. */
        private void count(VEvent event) {
            steps++;
            if (steps > MOST_STEPS) {
                throw FlotillaException.invalid(
                        "The events of the iCalendar file repeat themselves more than " + MOST_STEPS
                                + " times in all, up to '" + label(event) + "'.",
                        "Nothing was imported. Leave out what is past, or let the schedule itself say on which days of"
                                + " the week it fires.");
            }
        }

        private void add(LocalDate start, long length, String label) {
            for (long i = 0; i < length; i++) {
                found.putIfAbsent(start.plusDays(i), label);
                if (found.size() > most) {
                    throw FlotillaException.invalid(
                            "The iCalendar file has more than " + most + " days.",
                            "Nothing was imported. Leave out what is past, or let the schedule itself say on which days of"
                                    + " the week it fires.");
                }
            }
        }

        /** In days; an end is the day after the last one. */
        private static long length(VEvent event, ICalDate start) {
            DateEnd end = event.getDateEnd();
            if (end != null && end.getValue() != null) {
                return Math.max(1, ChronoUnit.DAYS.between(day(event, start), day(event, end.getValue())));
            }
            DurationProperty duration = event.getDuration();
            return duration == null || duration.getValue() == null
                    ? 1
                    : Math.max(
                            1, Duration.ofMillis(duration.getValue().toMillis()).toDays());
        }

        /** As it is written. */
        private static LocalDate day(VEvent event, ICalDate date) {
            DateTimeComponents written = date.getRawComponents();
            try {
                return LocalDate.of(written.getYear(), written.getMonth(), written.getDate());
            } catch (DateTimeException e) {
                throw broken(event, "has a day that is none: " + written);
            }
        }

        private static FlotillaException broken(VEvent event, String what) {
            return FlotillaException.invalid(BROKEN + "the event '" + label(event) + "' " + what + ".", MEND);
        }

        private static boolean isCancelled(VEvent event) {
            return Optional.ofNullable(event.getStatus())
                    .filter(Status::isCancelled)
                    .isPresent();
        }

        private static String label(VEvent event) {
            return Optional.ofNullable(event.getSummary())
                    .map(property -> property.getValue())
                    .map(text -> text.replaceAll("\\s+", " ").strip())
                    .orElse("");
        }
    }
}
