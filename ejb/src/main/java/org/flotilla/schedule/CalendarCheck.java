package org.flotilla.schedule;

import static org.flotilla.core.FlotillaException.checking;
import static org.flotilla.core.FlotillaException.invalid;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** What a holiday calendar must be like. */
final class CalendarCheck {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST = 200;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private CalendarCheck() {}

    static void description(String description) {
        checking("description", () -> text("description", description));
    }

    /** @throws FlotillaException INVALID_INPUT about the field {@code days} */
    static List<CalendarDay> days(List<CalendarRequest.Day> wanted) {
        return checking("days", () -> {
            count(wanted.size());
            Set<LocalDate> known = new HashSet<>();
            List<CalendarDay> days = new ArrayList<>();
            for (CalendarRequest.Day given : wanted) {
                CalendarDay day = day(given);
                if (!known.add(day.day())) {
                    throw invalid("The day " + day.day() + " is given twice.", "Give each once.");
                }
                days.add(day);
            }
            return days;
        });
    }

    static void count(int days) {
        if (days > Calendars.MOST_DAYS) {
            throw invalid(
                            "The calendar would have " + days + " days.",
                            "Give at most " + Calendars.MOST_DAYS
                                    + ": leave out what is past, or let the schedule itself say"
                                    + " on which days of the week it fires.")
                    .told("tooManyDays", Calendars.MOST_DAYS);
        }
    }

    private static CalendarDay day(CalendarRequest.Day given) {
        String label = given.label() == null ? "" : given.label().strip();
        text("label", label);
        return new CalendarDay(bounded(parsed(given.day())), label);
    }

    private static LocalDate parsed(String day) {
        try {
            return LocalDate.parse(day == null ? "" : day.strip());
        } catch (DateTimeException e) {
            throw new FlotillaException(
                            ErrorCode.INVALID_INPUT, "'" + day + "' is no day.", "Give days such as 2026-12-25.", e)
                    .told("day", day == null ? "" : day);
        }
    }

    static LocalDate bounded(LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw invalid(
                    "The day " + day + " is out of bounds.",
                    "Give a year from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
        }
        return day;
    }

    /** A file's text. @throws FlotillaException INVALID_INPUT if it is too large, or not in UTF-8 */
    static String text(byte[] file) {
        if (file.length > Calendars.MOST_BYTES) {
            throw invalid(
                    "The iCalendar file is larger than " + Calendars.MOST_BYTES + " bytes.",
                    "Leave out what is past, or import it in parts.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT, "The iCalendar file is not in UTF-8.", "Save it in UTF-8.", e);
        }
    }

    private static void text(String what, String text) {
        if (text.length() > LONGEST || CONTROL.matcher(text).find()) {
            throw invalid(
                    "The " + what + " is longer than " + LONGEST + " characters, or has a control character in it.",
                    "Give one line.");
        }
    }
}
