package org.flotilla.retention;

import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;

/** Deletes or archives files of homes whose time is over, for the job that is scheduled to do so. Thread-safe. */
public interface Retention {

    /**
     * Begins a run, or goes on with one.
     *
     * @param claim of the event that runs it
     * @param checkpoint {@link RetentionRun#checkpoint()} of the run before; empty: begins anew
     * @param told lines for people: what a dry run would do to the first files
     * @throws FlotillaException NOT_FOUND (account)
     */
    RetentionRun begin(RetentionOrder order, Claim claim, Map<String, Serializable> checkpoint, Consumer<String> told);
}
