package org.flotilla.schedule;

import static org.flotilla.core.FlotillaException.checking;
import static org.flotilla.core.FlotillaException.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;

/** Turns what a person asked for into a schedule, or says what is wrong with it, and in which field. */
@ApplicationScoped
public class ScheduleCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    /** What {@code /schedules/firings} is. */
    private static final String RESERVED = "firings";

    private static final int LONGEST_VALUE = 500;
    /** The batch repository has room for 3000; what ties a run to its event needs some of it. */
    private static final int LARGEST_PARAMETERS = 2500;

    /** Begins what the batch runtime replaces, by system properties too, wherever it stands in a value. */
    private static final String EXPRESSION = "#{";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int MOST_JITTER = 3600;
    private static final int LOOK_AHEAD = 20;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private Instance<JobRunner> runners;
    private CalendarStore calendars;
    private Instance<JobParametersCheck> checks;

    /** For CDI's proxy. */
    protected ScheduleCheck() {}

    @Inject
    public ScheduleCheck(Instance<JobRunner> runners, Instance<JobParametersCheck> checks, CalendarStore calendars) {
        this.runners = runners;
        this.checks = checks;
        this.calendars = calendars;
    }

    /** @throws FlotillaException INVALID_INPUT with the field */
    Schedule schedule(ScheduleRequest request, boolean enabledBefore, Instant now) {
        checking("name", () -> name(request.name()));
        job(request.job(), request.jobParameters());
        return timed(request, request.enabled() == null ? enabledBefore : request.enabled(), now);
    }

    /** Like {@link #schedule}, but for the times alone. */
    Schedule timed(ScheduleRequest request, boolean enabled, Instant now) {
        Timing.of(request.kind(), request.expression(), request.timeZone());
        checking("calendar", () -> calendar(request.calendar()));
        ZoneId zone = ZoneId.of(request.timeZone());
        Schedule schedule = new Schedule(
                request.name(),
                request.kind(),
                request.expression().strip(),
                request.timeZone(),
                request.job(),
                request.jobParameters(),
                enabled,
                now,
                null,
                1,
                request.misfire(),
                checking("jitterSeconds", () -> jitter(request.jitterSeconds())),
                checking("startsAt", () -> moment(request.startsAt(), zone)),
                checking("endsAt", () -> moment(request.endsAt(), zone)),
                request.calendar(),
                now,
                null);
        return begun(schedule, now);
    }

    /** @throws FlotillaException INVALID_INPUT with the field, if there is no such job, or a parameter cannot be one */
    void job(String job, Map<String, String> parameters) {
        checking("job", () -> job(job));
        checking("jobParameters", () -> parameters(parameters));
        checks.stream().filter(check -> check.job().equals(job)).forEach(check -> check.check(parameters));
    }

    /** With the first of its firings; refuses what never fires, and jitter by which firings would overtake each other. */
    private static Schedule begun(Schedule schedule, Instant now) {
        if (schedule.endsAt() != null
                && schedule.startsAt() != null
                && schedule.endsAt().isBefore(schedule.startsAt())) {
            throw invalid("The schedule ends before it starts.", "Give an end that is later.")
                    .told("endsBeforeStart")
                    .of("endsAt");
        }
        FiringPlan plan = FiringPlan.of(schedule);
        Optional<Instant> first = plan.first(now);
        if (first.isEmpty()) {
            throw neverFires(schedule, now);
        }
        List<Instant> firings = plan.from(first, LOOK_AHEAD);
        Optional<Duration> pause = FiringPlan.shortestPause(firings);
        if (pause.filter(shortest -> shortest.toSeconds() < schedule.jitterSeconds())
                .isPresent()) {
            throw invalid(
                            "A jitter of " + schedule.jitterSeconds()
                                    + " s is longer than the pause between two firings, "
                                    + pause.get().toSeconds() + " s.",
                            "Give less, or let it fire less often.")
                    .told("jitter", schedule.jitterSeconds(), pause.get().toSeconds())
                    .of("jitterSeconds");
        }
        return schedule.with(schedule.enabled(), first.get(), plan.due(first.get()));
    }

    private static FlotillaException neverFires(Schedule schedule, Instant now) {
        if (schedule.endsAt() != null && !schedule.endsAt().isAfter(now)) {
            return invalid("The schedule has ended.", "Give an end that is to come, or none.")
                    .told("scheduleEnded")
                    .of("endsAt");
        }
        boolean dates = schedule.startsAt() != null || schedule.endsAt() != null;
        return invalid(
                        "'" + schedule.expression() + "' never fires "
                                + (dates ? "within the schedule's dates." : "from now on."),
                        "Give a time that is to come.")
                .told("neverFires", schedule.expression())
                .of("expression");
    }

    /** By name. */
    List<String> jobs() {
        return runners.get().jobs().stream().sorted().toList();
    }

    private static void name(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw invalid(
                    "'" + name + "' is no name for a schedule.",
                    "Use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit.");
        }
        if (RESERVED.equals(name)) {
            throw invalid("'" + name + "' is a word of the API's.", "Take another name.");
        }
    }

    private void job(String job) {
        List<String> jobs = jobs();
        if (job == null || !jobs.contains(job)) {
            throw invalid("There is no job '" + job + "'.", "Give one of: " + String.join(", ", jobs) + ".");
        }
    }

    private static void parameters(Map<String, String> parameters) {
        parameters.forEach(ScheduleCheck::parameter);
        int size = parameters.entrySet().stream()
                .mapToInt(parameter -> (parameter.getKey() + " = " + parameter.getValue() + "\n")
                        .getBytes(StandardCharsets.UTF_8)
                        .length)
                .sum();
        if (size > LARGEST_PARAMETERS) {
            throw invalid(
                    "The job parameters are " + size + " bytes long in all.",
                    "Keep them below " + LARGEST_PARAMETERS + ": give shorter values.");
        }
    }

    private static void parameter(String name, String value) {
        if (!PARAMETER.matcher(name).matches() || name.startsWith("flotilla.")) {
            throw invalid(
                    "'" + name + "' is no name for a job parameter.",
                    "Use letters, digits, '.', '_' or '-', not beginning with 'flotilla.'.");
        }
        if (value == null || value.isBlank()) {
            throw invalid("The job parameter '" + name + "' has no value.", "Give one, or leave the parameter out.");
        }
        if (value.length() > LONGEST_VALUE || CONTROL.matcher(value).find()) {
            throw invalid(
                    "The job parameter '" + name + "' is too long, or has a control character in it.",
                    "Give one line of at most " + LONGEST_VALUE + " characters.");
        }
        if (value.contains(EXPRESSION)) {
            throw invalid(
                    "The job parameter '" + name + "' has '" + EXPRESSION
                            + "' in it, which means something else there.",
                    "In a pattern write '[#]{'.");
        }
    }

    private static int jitter(int seconds) {
        if (seconds < 0 || seconds > MOST_JITTER) {
            throw invalid("A jitter of " + seconds + " s is out of bounds.", "Give 0 to " + MOST_JITTER + " seconds.");
        }
        return seconds;
    }

    private void calendar(String name) {
        if (name != null && calendars.find(name).isEmpty()) {
            throw invalid("There is no calendar '" + name + "'.", "Give one that there is, or none.");
        }
    }

    /** With an offset, or as the clocks of the zone have it. */
    private static Instant moment(String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        Instant moment = parsed(text, zone).truncatedTo(ChronoUnit.SECONDS);
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw invalid("'" + text + "' is out of bounds.", "Give a year from 1970 to 2199.");
        }
        return moment;
    }

    private static Instant parsed(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return parsedLocal(text, zone);
        }
    }

    private static Instant parsedLocal(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw invalid(
                    "'" + text + "' is no moment.",
                    "Give one such as 2026-12-01T08:00 in the schedule's zone, or 2026-12-01T08:00:00+01:00.");
        }
    }
}
