package org.flotilla.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.Submitted;

/** The runs of batch jobs of the whole cluster, read from the shared database at each call (S5). Thread-safe. */
public interface Jobs {

    /** The jobs there are, by name. */
    List<String> names();

    /** Runs with their steps, newest first. */
    Page<JobExecution> list(JobFilter filter, String cursor, int limit);

    /** A run with its steps and partitions. */
    Optional<JobExecution> find(long id);

    /** The latest run for an event, by whichever owner. */
    Optional<JobExecution> latestOf(EventId event);

    /** The run and its restarts: first to last. @throws FlotillaException NOT_FOUND */
    List<JobExecution> restarts(long id);

    /** The last lines of the run's log, first to last. @throws FlotillaException NOT_FOUND */
    List<JobLogLine> log(long id);

    /** Submits an event that runs a job once. @throws FlotillaException INVALID_INPUT */
    Submitted start(String job, Map<String, String> parameters, String actor);

    /**
     * Asks a run to stop at its next checkpoint; its event is then DEAD, and can go on by {@link #restart}.
     *
     * @throws FlotillaException NOT_FOUND; CONFLICT with the state if it does not run
     */
    void stop(long id, String actor);

    /**
     * Resubmits the event of a run that FAILED or was STOPPED, so that it goes on from its last checkpoint.
     *
     * @return the new event, or the one that it was resubmitted as before
     * @throws FlotillaException NOT_FOUND; CONFLICT with the state if it is not the last run of its chain, or its event has
     *     not ended
     */
    Submitted restart(long id, String actor);

    /**
     * Gives a run up that FAILED or was STOPPED: nobody can go on from it any more.
     *
     * @throws FlotillaException NOT_FOUND; CONFLICT as of {@link #restart}
     */
    void abandon(long id, String actor);
}
