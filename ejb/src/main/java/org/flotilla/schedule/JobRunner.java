package org.flotilla.schedule;

import java.util.Map;
import java.util.Set;
import org.flotilla.core.FlotillaException;

/**
 * Runs batch jobs on this node. Implemented where the jobs are, in the {@code batch} module: a job can only be started
 * from its own deployment. Never takes part in the caller's transaction.
 */
public interface JobRunner {

    /** The jobs there are. */
    Set<String> jobs();

    /**
     * Starts a job and returns without waiting for it.
     *
     * @return the execution, as in {@link Jobs}
     * @throws FlotillaException NOT_FOUND if there is no such job
     */
    long start(String job, Map<String, String> parameters);

    /**
     * Goes on, as a new execution, where an execution ended: from its last checkpoint, as the database has it, whatever this
     * node remembers. The caller has made sure that it has ended there, and that nobody can commit in its name any more.
     *
     * @param parameters those that are other than at the first start
     * @return the new execution
     */
    long restart(long execution, Map<String, String> parameters);

    /** Asks an execution whose threads are on this node to stop at its next checkpoint; does nothing if it has ended. */
    void stop(long execution);
}
