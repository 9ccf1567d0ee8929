package org.flotilla.schedule;

import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;

/** The runs of batch jobs of the whole cluster, read from the shared database at each call (S5). Thread-safe. */
public interface Jobs {

    /** Runs with their steps, newest first. */
    Page<JobExecution> list(String cursor, int limit);

    Optional<JobExecution> find(long id);

    /** The latest run for an event, by whichever owner. */
    Optional<JobExecution> latestOf(EventId event);

    /**
     * Asks a run to stop at its next checkpoint; its event is then DEAD and can be resubmitted.
     *
     * @throws FlotillaException NOT_FOUND; CONFLICT if it has ended
     */
    void stop(long id, String actor);
}
