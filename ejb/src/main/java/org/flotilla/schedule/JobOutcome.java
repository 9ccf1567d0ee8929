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
     * @param asked whether an operator stopped it, if it was stopped
     * @throws FlotillaException if the job did not complete: permanent if a person stopped it; else as the run failed
     */
    static String of(JobExecution run, boolean asked) {
        return switch (run.status()) {
            case COMPLETED -> "Job " + run.job() + " completed as run " + run.id() + results(run) + ".";
            case ABANDONED -> throw stopped(run);
            case STOPPED -> throw asked ? stopped(run) : shutDown(run);
            default -> throw JobFailure.of(run).orElseGet(() -> failed(run));
        };
    }

    private static FlotillaException failed(JobExecution run) {
        return new FlotillaException(
                ErrorCode.INTERNAL,
                "Job " + run.job() + " (run " + run.id() + ") failed" + errors(run) + ".",
                "It is tried again from its last checkpoint; the server's log tells more.");
    }

    static FlotillaException stopped(JobExecution run) {
        return new FlotillaException(
                ErrorCode.CONFLICT,
                "Job " + run.job() + " (run " + run.id() + ") was stopped by an operator.",
                "Resubmit the event to run it again.");
    }

    private static FlotillaException shutDown(JobExecution run) {
        return new FlotillaException(
                ErrorCode.NODE_NOT_READY,
                "Job " + run.job() + " (run " + run.id() + ") was stopped by a server that was shut down.",
                "It goes on from its last checkpoint.");
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
