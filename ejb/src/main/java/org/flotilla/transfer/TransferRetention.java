package org.flotilla.transfer;

import java.time.Duration;

/** Forgets old transfers, a few at a time (S3). */
public interface TransferRetention {

    /**
     * Deletes transfers that began before the age, by the database's clock, with their contents.
     *
     * @param limit how many at most, so that no lock is held for long
     * @return how many were deleted; 0: there are no more
     */
    int purgeBatch(Duration age, int limit);
}
