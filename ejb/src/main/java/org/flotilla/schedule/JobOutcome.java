package org.flotilla.schedule;

import java.util.Objects;
import java.util.stream.Collectors;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** What the end of a job means for its event. */
final class JobOutcome {

    private JobOutcome() {}

    /**
     * What was done, for people.
     *
     * @throws FlotillaException if the job did not complete: transient if it failed, permanent if a person stopped it
     */
    static String of(JobExecution run) {
        return switch (run.status()) {
            case COMPLETED -> "Job " + run.job() + " completed as run " + run.id() + results(run) + ".";
            case STOPPED, ABANDONED ->
                throw new FlotillaException(
                        ErrorCode.CONFLICT,
                        "Job " + run.job() + " (run " + run.id() + ") was stopped by an operator.",
                        "Resubmit the event to run it again.");
            default ->
                throw new FlotillaException(
                        ErrorCode.INTERNAL,
                        "Job " + run.job() + " (run " + run.id() + ") failed" + errors(run) + ".",
                        "It is tried again from its last checkpoint; the server's log tells more.");
        };
    }

    private static String results(JobExecution run) {
        return run.steps().stream()
                .filter(step -> step.result() != null)
                .map(step -> "; " + step.name() + ": " + step.result())
                .collect(Collectors.joining());
    }

    private static String errors(JobExecution run) {
        return run.steps().stream()
                .map(JobExecution.Step::error)
                .filter(Objects::nonNull)
                .map(error -> error.lines().findFirst().orElse(""))
                .collect(Collectors.joining("; ", ": ", ""));
    }
}
