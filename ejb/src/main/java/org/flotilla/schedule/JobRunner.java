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
     * Goes on, as a new execution, where an execution ended or its node died: from its last checkpoint. The caller has made
     * sure that nobody runs it any more.
     *
     * @param parameters those that are other than at the first start
     * @return the new execution
     */
    long restart(long execution, Map<String, String> parameters);

    /** Asks an execution on whichever node to stop at its next checkpoint; does nothing if it has ended. */
    void stop(long execution);
}
