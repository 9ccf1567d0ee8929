package org.flotilla.schedule;

import java.time.Duration;

/** Forgets runs of jobs, a few at a time (S3). */
public interface JobRetention {

    /**
     * Deletes, in the caller's transaction, some runs that began longer ago than {@code age} by the database's clock, with
     * all that belongs to them, and what is remembered of missed firings. What runs, and what a restart may need, is kept.
     *
     * @param limit how many at most, so that no lock is held for long
     * @return how many were deleted; 0: there are no more
     */
    int purge(Duration age, int limit);
}
