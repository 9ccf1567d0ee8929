package org.flotilla.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** When a schedule fires, by its expression alone. Made from what a person wrote, so it checks that. Immutable. */
final class Timing {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(3660);
    private static final int LONGEST_EXPRESSION = 200;

    /** From the firing before and a moment that is not earlier. */
    private final BinaryOperator<Instant> next;

    private Timing(BinaryOperator<Instant> next) {
        this.next = next;
    }

    /** @throws FlotillaException INVALID_INPUT, with the field, if the expression or the zone cannot be understood */
    static Timing of(Schedule.Kind kind, String expression, String timeZone) {
        ZoneId zone = FlotillaException.checking("timeZone", () -> zone(timeZone));
        if (kind == null) {
            throw FlotillaException.invalid("The schedule has no kind.", "Give CRON or INTERVAL.")
                    .of("kind");
        }
        return FlotillaException.checking("expression", () -> {
            String text = checked(expression);
            return kind == Schedule.Kind.CRON ? cron(CronTimes.of(text, zone)) : interval(text);
        });
    }

    private static String checked(String expression) {
        if (expression == null || expression.isBlank()) {
            throw FlotillaException.invalid("The schedule has no expression.", "Say when it shall fire.")
                    .told("noExpression");
        }
        if (expression.length() > LONGEST_EXPRESSION) {
            throw FlotillaException.invalid(
                    "The expression is too long.", "Give at most " + LONGEST_EXPRESSION + " characters.");
        }
        return expression.strip();
    }

    /** The first firing after a moment; empty if there is none any more. */
    Optional<Instant> after(Instant moment) {
        return after(moment, moment);
    }

    /** The first firing after a moment, when the one before it was at {@code firing}: intervals keep their beat. */
    Optional<Instant> after(Instant firing, Instant moment) {
        return Optional.ofNullable(next.apply(firing, moment.isBefore(firing) ? firing : moment));
    }

    private static Timing cron(CronTimes times) {
        return new Timing((firing, moment) -> times.after(moment).orElse(null));
    }

    private static Timing interval(String expression) {
        Duration every = duration(expression);
        if (every.compareTo(LEAST) < 0) {
            throw FlotillaException.invalid(
                            "The interval '" + expression + "' is too short.", "Give at least one second.")
                    .told("intervalTooShort", expression);
        }
        if (every.compareTo(MOST) > 0) {
            throw FlotillaException.invalid(
                    "The interval '" + expression + "' is too long.", "Give at most " + MOST.toDays() + " days.");
        }
        return new Timing((firing, moment) ->
                firing.plus(every.multipliedBy(Duration.between(firing, moment).dividedBy(every) + 1)));
    }

    private static Duration duration(String expression) {
        try {
            boolean seconds = expression.chars().allMatch(Character::isDigit);
            return seconds ? Duration.ofSeconds(Long.parseLong(expression)) : Duration.parse(expression);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new FlotillaException(
                            ErrorCode.INVALID_INPUT,
                            "'" + expression + "' is no interval.",
                            "Give seconds, such as 900, or an ISO 8601 duration, such as PT15M.",
                            e)
                    .told("interval", expression);
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
                            e)
                    .told("timeZone", name);
        }
    }
}
