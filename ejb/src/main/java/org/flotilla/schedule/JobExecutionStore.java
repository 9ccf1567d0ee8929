package org.flotilla.schedule;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;

/** The tables of the batch job repository, read only. There are none before the first job: then nothing is found. */
public interface JobExecutionStore {

    /** Runs with ids below {@code before}, newest first, with their steps. */
    List<JobExecution> list(long before, int limit);

    Optional<JobExecution> find(long id);

    Optional<JobExecution> latestOf(EventId event);
}
