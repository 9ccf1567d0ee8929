package org.flotilla.transfer;

import java.time.Duration;

/** Forgets old transfers, a few at a time (S3). */
public interface TransferRetention {

    /**
     * Deletes, in the caller's transaction, some transfers that ended longer ago than {@code age} by the database's clock.
     *
     * @param limit how many at most, so that no lock is held for long
     * @return how many were deleted; 0: there are no more
     */
    int purgeBatch(Duration age, int limit);
}
