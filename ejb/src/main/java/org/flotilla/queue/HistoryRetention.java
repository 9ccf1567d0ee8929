package org.flotilla.queue;

import java.time.Duration;

/** Forgets finished events, a few at a time (S3). */
public interface HistoryRetention {

    /**
     * Deletes, in the caller's transaction, some events that ended longer ago than {@code age} by the database's clock,
     * with their changes and keys.
     *
     * @param limit how many events at most, so that no lock is held for long
     * @return how many events were deleted; 0: there are no more
     */
    int purge(Duration age, int limit);

    /** How many events that would be, in all. Reads an index as long as that. */
    long count(Duration age);
}
