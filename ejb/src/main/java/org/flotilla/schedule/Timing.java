package org.flotilla.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * When a schedule fires. Made from what a person wrote, so it checks that. Immutable.
 *
 * <p>A cron expression is read in its time zone; whatever was missed is not made up for one by one: the next firing is
 * always later than the moment asked from (misfire rule: run once now).
 */
final class Timing {

    private static final CronParser QUARTZ =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** From the firing before and the present moment. */
    private final BinaryOperator<Instant> next;

    private Timing(BinaryOperator<Instant> next) {
        this.next = next;
    }

    /** @throws FlotillaException INVALID_INPUT if the expression or the zone cannot be understood */
    static Timing of(Schedule.Kind kind, String expression, String timeZone) {
        ZoneId zone = zone(timeZone);
        if (kind == null) {
            throw FlotillaException.invalid("The schedule has no kind.", "Give CRON or INTERVAL.");
        }
        if (expression == null || expression.isBlank()) {
            throw FlotillaException.invalid("The schedule has no expression.", "Say when it shall fire.");
        }
        return switch (kind) {
            case CRON -> cron(expression.strip(), zone);
            case INTERVAL -> interval(expression.strip());
        };
    }

    /** The first firing after a moment; empty if there is none any more. */
    Optional<Instant> after(Instant moment) {
        return after(moment, moment);
    }

    /** The first firing after now, when the one before was at {@code firing}: intervals keep their beat. */
    Optional<Instant> after(Instant firing, Instant now) {
        return Optional.ofNullable(next.apply(firing, now));
    }

    private static Timing cron(String expression, ZoneId zone) {
        ExecutionTime times = ExecutionTime.forCron(parse(expression));
        return new Timing((firing, now) -> {
            Optional<Instant> real = times.nextExecution(now.atZone(zone)).map(ZonedDateTime::toInstant);
            Optional<Instant> skipped = skipped(times, now, zone);
            return Stream.of(real, skipped)
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        });
    }

    /** A firing in the hour that clocks skip in spring comes when the clock has moved on: 02:30 becomes 03:30. */
    private static Optional<Instant> skipped(ExecutionTime times, Instant now, ZoneId zone) {
        ZonedDateTime asIfInUtc = now.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
        return times.nextExecution(asIfInUtc)
                .map(ZonedDateTime::toLocalDateTime)
                .filter(local -> zone.getRules().getValidOffsets(local).isEmpty())
                .map(local -> local.atZone(zone).toInstant())
                .filter(instant -> instant.isAfter(now));
    }

    private static Cron parse(String expression) {
        try {
            return QUARTZ.parse(expression).validate();
        } catch (IllegalArgumentException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "'" + expression + "' is no cron expression: " + e.getMessage(),
                    "Give seconds, minutes, hours, day of month, month, day of week: 0 0 3 * * ? is daily at 03:00.",
                    e);
        }
    }

    private static Timing interval(String expression) {
        Duration every = duration(expression);
        if (every.compareTo(LEAST) < 0) {
            throw FlotillaException.invalid(
                    "The interval '" + expression + "' is too short.", "Give at least one second.");
        }
        return new Timing((firing, now) -> firing.plus(
                every.multipliedBy(Math.max(0, Duration.between(firing, now).dividedBy(every)) + 1)));
    }

    private static Duration duration(String expression) {
        try {
            boolean seconds = expression.chars().allMatch(Character::isDigit);
            return seconds ? Duration.ofSeconds(Long.parseLong(expression)) : Duration.parse(expression);
        } catch (DateTimeException | NumberFormatException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "'" + expression + "' is no interval.",
                    "Give seconds, such as 900, or an ISO 8601 duration, such as PT15M.",
                    e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "There is no time zone '" + name + "'.",
                    "Give one of the IANA names, such as Europe/Berlin or UTC.",
                    e);
        }
    }
}
