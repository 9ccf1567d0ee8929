package org.flotilla.account;

import java.time.Duration;

/** Refused log-ins in the database, on its clock (A1). Each method runs in the caller's transaction, if any. */
public interface RefusalStore {

    /** Whether one of the two subjects is locked out now. */
    boolean isLocked(String account, String address);

    /**
     * Counts one more; true if that locks the subject out.
     *
     * @param most as many within the span lock it out for as long
     */
    boolean count(String subject, int most, Duration span);

    /** What was refused so far does not count any more. */
    void forget(String subject);
}
