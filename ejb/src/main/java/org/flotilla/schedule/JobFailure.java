package org.flotilla.schedule;

import java.util.Arrays;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sql.DatabaseFailure;
import org.flotilla.core.sql.StoredText;
import org.flotilla.queue.RootCause;

/**
 * Why a run failed, as it stands in the run's exit status: what class of error it was decides whether, and when, its event is
 * tried again (Q6), on whichever node.
 */
public final class JobFailure {

    /** The batch repository has room for 512 characters. */
    private static final int LONGEST = 480;

    private static final String SEPARATOR = ": ";

    private JobFailure() {}

    /** As an exit status; empty if it is a defect of ours, which the run's steps tell of. */
    public static Optional<String> text(Throwable thrown) {
        if (thrown instanceof FlotillaException failure) {
            String what = failure.getMessage() + " " + failure.remedy();
            return Optional.of(text(failure.code(), RootCause.after(what, failure)));
        }
        return DatabaseFailure.caused(thrown)
                ? Optional.of(text(ErrorCode.DATABASE, RootCause.after("The database failed: " + thrown + ".", thrown)))
                : Optional.empty();
    }

    private static String text(ErrorCode code, String what) {
        return StoredText.fit(code + SEPARATOR + what, LONGEST);
    }

    /** What the run's event failed by; empty if the run does not say. That a file was another run's is no end of the event. */
    static Optional<FlotillaException> of(JobExecution run) {
        String reason = run.reason() == null ? "" : run.reason();
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code != ErrorCode.NOT_OWNER)
                .filter(code -> reason.startsWith(code + SEPARATOR))
                .findFirst()
                .map(code -> new FlotillaException(
                        code,
                        "Job " + run.job() + " (run " + run.id() + ") failed: "
                                + reason.substring((code + SEPARATOR).length()),
                        code.isTransient()
                                ? "It is tried again from its last checkpoint."
                                : "Then resubmit the event: it goes on from its last checkpoint."));
    }
}
