package org.flotilla.audit;

import java.time.Duration;

/** Forgets what people did, a few records at a time (S3). */
public interface AuditRetention {

    /**
     * Deletes, in the caller's transaction, some records that are older than {@code age} by the database's clock.
     *
     * @param limit how many at most, so that no lock is held for long
     * @return how many were deleted; 0: there are no more
     */
    int purge(Duration age, int limit);
}
