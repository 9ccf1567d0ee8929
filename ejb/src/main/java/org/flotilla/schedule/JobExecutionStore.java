package org.flotilla.schedule;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;

/** The tables of the batch job repository, read only. There are none before the first job: then nothing is found. */
public interface JobExecutionStore {

    /** Whether the server has made the tables yet. */
    boolean exist();

    /** Runs with ids below {@code before}, newest first, with their steps but not the partitions of those. */
    List<JobExecution> list(JobFilter filter, long before, int limit);

    /** A run with its steps and partitions. */
    Optional<JobExecution> find(long id);

    /** Cheaper than {@link #find}, for who waits. */
    Optional<JobExecution.Status> status(long id);

    /** The latest run that began for the event. */
    Optional<JobExecution> latestOf(EventId event);

    /** The run and those that it goes on from, or that went on from it: first to last. */
    List<JobExecution> chain(long id);

    /** The last lines that the run said, first to last. */
    List<JobLogLine> log(long id, int limit);
}
