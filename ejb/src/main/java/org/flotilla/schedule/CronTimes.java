package org.flotilla.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * The moments of a cron expression in a time zone. The library is asked for local times only; what happens when clocks are
 * changed is said here.
 *
 * <ul>
 *   <li>An expression for certain hours fires once for each local time of each day. A local time that clocks skip comes by as
 *       much later as they skip: 02:30 becomes 03:30. One that they repeat counts the first time.
 *   <li>An expression for every hour ({@code *}) goes by real time: nothing comes instead of a skipped hour, and it fires in
 *       both of a repeated one.
 * </ul>
 *
 * Immutable.
 */
final class CronTimes {

    private static final CronParser QUARTZ =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    private static final Set<String> EVERY_HOUR = Set.of("*", "*/1", "0/1", "0-23", "0-23/1");
    private static final int HOURS = 2;
    /** Near the end of a month the library takes its last Sunday, or fails as there is no such day. */
    private static final Pattern BEYOND_A_MONTH = Pattern.compile("\\b(28|29|30|31)W");

    private final ExecutionTime times;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean everyHour;

    private CronTimes(ExecutionTime times, ZoneId zone, boolean everyHour) {
        this.times = times;
        this.zone = zone;
        this.rules = zone.getRules();
        this.everyHour = everyHour;
    }

    /** @throws FlotillaException INVALID_INPUT if the expression cannot be understood */
    static CronTimes of(String expression, ZoneId zone) {
        ExecutionTime times = ExecutionTime.forCron(parse(expression));
        if (BEYOND_A_MONTH.matcher(expression).find()) {
            throw FlotillaException.invalid(
                    "'" + expression + "' names a working day near one that not every month has.",
                    "Give LW for the last working day of a month, or 1W to 27W.");
        }
        return new CronTimes(times, zone, EVERY_HOUR.contains(expression.split("\\s+", -1)[HOURS]));
    }

    private static Cron parse(String expression) {
        try {
            return QUARTZ.parse(expression).validate();
        } catch (IllegalArgumentException e) {
            throw new FlotillaException(
                            ErrorCode.INVALID_INPUT,
                            "'" + expression + "' is no cron expression: " + e.getMessage(),
                            "Give seconds, minutes, hours, day of month, month, day of week: 0 0 3 * * ? is daily at 03:00.",
                            e)
                    .told("cron", expression);
        }
    }

    /** The first moment later than this one; empty if there is none any more. */
    Optional<Instant> after(Instant moment) {
        return everyHour ? inRealTime(moment) : byLocalTime(moment);
    }

    /** From one change of the clocks to the next, local time runs like real time. */
    private Optional<Instant> inRealTime(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        ZoneOffset offset = rules.getOffset(moment);
        ZoneOffsetTransition change = rules.nextTransition(moment);
        while (true) {
            Optional<LocalDateTime> next = localAfter(local);
            Instant found = next.isEmpty() ? null : next.get().toInstant(offset);
            if (found == null || change == null || found.isBefore(change.getInstant())) {
                return Optional.ofNullable(found);
            }
            local = change.getDateTimeAfter().minusSeconds(1);
            offset = change.getOffsetAfter();
            change = rules.nextTransition(change.getInstant());
        }
    }

    private Optional<Instant> byLocalTime(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition change = rules.previousTransition(moment.plusNanos(1));
        if (change == null) {
            return localAfter(local).map(this::instant);
        }
        boolean repeats = change.isOverlap() && local.isBefore(change.getDateTimeBefore());
        boolean catchesUp =
                change.isGap() && local.isBefore(change.getDateTimeAfter().plus(change.getDuration()));
        if (repeats) {
            return localAfter(change.getDateTimeBefore().minusSeconds(1)).map(this::instant);
        }
        Optional<Instant> skipped = catchesUp ? skipped(local.minus(change.getDuration())) : Optional.empty();
        return Stream.of(skipped, skipped(local), real(local))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The next local time, if it is one that clocks skip. */
    private Optional<Instant> skipped(LocalDateTime local) {
        return localAfter(local).filter(this::isSkipped).map(this::instant);
    }

    /** The next local time that there is. */
    private Optional<Instant> real(LocalDateTime local) {
        Optional<LocalDateTime> next = localAfter(local);
        if (next.filter(this::isSkipped).isPresent()) {
            LocalDateTime end = rules.getTransition(next.get()).getDateTimeAfter();
            next = localAfter(end.minusSeconds(1));
        }
        return next.map(this::instant);
    }

    private boolean isSkipped(LocalDateTime local) {
        return rules.getValidOffsets(local).isEmpty();
    }

    /** The first time, if there are two; later by the gap, if there is none. */
    private Instant instant(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }

    private Optional<LocalDateTime> localAfter(LocalDateTime local) {
        return times.nextExecution(local.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime);
    }
}
