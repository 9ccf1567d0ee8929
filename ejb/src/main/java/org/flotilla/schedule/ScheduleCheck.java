package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;

/** Turns what a person asked for into a schedule, or says what is wrong with it. */
@ApplicationScoped
public class ScheduleCheck {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_EXPRESSION = 200;

    private Instance<JobRunner> runners;
    private Instance<JobParametersCheck> checks;

    /** For CDI's proxy. */
    protected ScheduleCheck() {}

    @Inject
    public ScheduleCheck(Instance<JobRunner> runners, Instance<JobParametersCheck> checks) {
        this.runners = runners;
        this.checks = checks;
    }

    Schedule schedule(ScheduleRequest request, boolean enabledBefore, Instant now) {
        name(request.name());
        job(request.job());
        request.jobParameters().forEach(ScheduleCheck::parameter);
        checks.stream()
                .filter(check -> check.job().equals(request.job()))
                .forEach(check -> check.check(request.jobParameters()));
        Instant next = nextFiring(request, now);
        boolean enabled = request.enabled() == null ? enabledBefore : request.enabled();
        return new Schedule(
                request.name(),
                request.kind(),
                request.expression().strip(),
                request.timeZone(),
                request.job(),
                request.jobParameters(),
                enabled,
                next,
                null,
                1);
    }

    private static Instant nextFiring(ScheduleRequest request, Instant now) {
        Timing timing = Timing.of(request.kind(), request.expression(), request.timeZone());
        if (request.expression().length() > LONGEST_EXPRESSION) {
            throw FlotillaException.invalid(
                    "The expression is too long.", "Give at most " + LONGEST_EXPRESSION + " characters.");
        }
        return timing.after(now)
                .orElseThrow(() -> FlotillaException.invalid(
                        "'" + request.expression() + "' never fires from now on.", "Give a time that is to come."));
    }

    private static void name(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw FlotillaException.invalid(
                    "'" + name + "' is no name for a schedule.",
                    "Use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit.");
        }
    }

    private void job(String job) {
        Set<String> jobs = runners.get().jobs();
        if (job == null || !jobs.contains(job)) {
            throw FlotillaException.invalid(
                    "There is no job '" + job + "'.", "Give one of: " + String.join(", ", jobs) + ".");
        }
    }

    private static void parameter(String name, String value) {
        if (!PARAMETER.matcher(name).matches() || name.startsWith("flotilla.")) {
            throw FlotillaException.invalid(
                    "'" + name + "' is no name for a job parameter.",
                    "Use letters, digits, '.', '_' or '-', not beginning with 'flotilla.'.");
        }
        if (value.length() > LONGEST_VALUE || value.lines().count() > 1) {
            throw FlotillaException.invalid(
                    "The job parameter '" + name + "' is too long.",
                    "Give one line of at most " + LONGEST_VALUE + " characters.");
        }
    }
}
