package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * Random expressions from random moments on, beside Quartz. Differences that are meant:
 *
 * <ul>
 *   <li>Clocks are changed: Quartz leaves out a local time that is skipped; of one that is repeated it takes the second, and
 *       one hour of an expression for every hour has no firings. Ours are in {@link CronTimesTest}. So what lies within a
 *       day of a change is compared in zones without any.
 *   <li>{@code W}: where a day has several firings, Quartz forgets those before the time of day it looks from, and after
 *       the first where the weekday is not the day itself; and all of them if it looks from that day on. So these are
 *       compared with one firing a day, from the end of a month on. 28W to 31W are refused: LW is meant.
 * </ul>
 */
@DisplayName("S2 cron expressions fire when those of Quartz do")
class CronCrossCheckTest {

    private static final long SEED = 20261125L;
    private static final int EXPRESSIONS = 4000;
    private static final int FIRINGS = 5;
    private static final String[] ZONES = {
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"
    };
    private static final Pattern WORKING_DAY = Pattern.compile("\\b(L|[0-9]+)W\\b");
    private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

    private final Random random = new Random(SEED);

    @Test
    void randomExpressions_fireAlike() throws ParseException {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = expression();
            ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
            Instant from = Instant.ofEpochSecond(
                    Instant.parse("2024-01-01T00:00:00Z").getEpochSecond() + random.nextInt(4 * 366 * 86_400));
            if (isWorkingDay(expression)) {
                from = endOfMonth(from, zone);
            }
            compared += compare(expression, zone, from, differences);
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(EXPRESSIONS);
    }

    private static boolean isWorkingDay(String expression) {
        return WORKING_DAY.matcher(expression).find();
    }

    private static Instant endOfMonth(Instant moment, ZoneId zone) {
        return moment.atZone(zone)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .toLocalDate()
                .atStartOfDay(zone)
                .minusSeconds(1)
                .toInstant();
    }

    private static int compare(String expression, ZoneId zone, Instant from, List<String> differences)
            throws ParseException {
        CronExpression quartz = new CronExpression(expression);
        quartz.setTimeZone(TimeZone.getTimeZone(zone));
        CronTimes ours = CronTimes.of(expression, zone);
        Instant at = from;
        for (int firing = 0; firing < FIRINGS; firing++) {
            Optional<Instant> theirs = Optional.ofNullable(quartz.getNextValidTimeAfter(Date.from(at)))
                    .map(Date::toInstant);
            Optional<Instant> next = ours.after(at);
            boolean clocksChange =
                    changes(zone, at, next.or(() -> theirs).orElse(at)) || changes(zone, at, theirs.orElse(at));
            if (!clocksChange && !theirs.equals(next)) {
                differences.add(expression + " in " + zone + " after " + at + ": " + next + " but Quartz " + theirs);
            }
            if (clocksChange || next.isEmpty() || !theirs.equals(next)) {
                return firing;
            }
            at = next.get();
        }
        return FIRINGS;
    }

    /** Whether clocks are changed within a day before or after a firing, or just before the moment asked from. */
    private static boolean changes(ZoneId zone, Instant from, Instant firing) {
        return changesNear(zone, from) || changesNear(zone, firing);
    }

    private static boolean changesNear(ZoneId zone, Instant moment) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment.minusSeconds(86_400));
        return next != null && next.getInstant().isBefore(moment.plusSeconds(86_400));
    }

    private String expression() {
        String days = days();
        String year =
                random.nextInt(10) == 0 ? " " + (2024 + random.nextInt(5)) + "-" + (2030 + random.nextInt(20)) : "";
        String time = isWorkingDay(days)
                ? random.nextInt(60) + " " + random.nextInt(60) + " " + random.nextInt(24)
                : field(0, 59) + " " + field(0, 59) + " " + field(0, 23);
        return time + " " + days.replace("MONTH", random.nextBoolean() ? "*" : field(1, 12)) + year;
    }

    /** Day of month, month, day of week. */
    private String days() {
        return switch (random.nextInt(10)) {
            case 0 -> "L MONTH ?";
            case 1 -> "LW MONTH ?";
            case 2 -> (1 + random.nextInt(27)) + "W MONTH ?";
            case 3 -> "? MONTH " + (1 + random.nextInt(7)) + "#" + (1 + random.nextInt(5));
            case 4 -> "? MONTH " + (1 + random.nextInt(7)) + "L";
            case 5 -> "? MONTH " + DAYS[random.nextInt(3)] + "-" + DAYS[3 + random.nextInt(4)];
            case 6 -> "? MONTH " + field(1, 7);
            case 7 -> "L-" + (1 + random.nextInt(20)) + " MONTH ?";
            default -> field(1, 31) + " MONTH ?";
        };
    }

    private String field(int least, int most) {
        int span = most - least + 1;
        int first = least + random.nextInt(span);
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> first + "-" + (first + random.nextInt(most - first + 1));
            case 2 -> first + "/" + (1 + random.nextInt(span - 1));
            case 3 -> "*/" + (1 + random.nextInt(span - 1));
            case 4 -> first + "," + (least + random.nextInt(span));
            default -> Integer.toString(first);
        };
    }
}
