package org.flotilla.account;

import java.time.Duration;

/** Refused log-ins in the database, on its clock (A1). Each method runs in the caller's transaction, if any. */
public interface RefusalStore {

    /**
     * The subjects that concern one log-in.
     *
     * @param pair the account from this network
     * @param network any account from this network; null if that is not limited
     * @param account the account from anywhere
     * @param known that the account has signed in from this network
     */
    record Subjects(String pair, String network, String account, String known) {}

    /** Whether the pair or the network is locked out now, or the account is and does not know the network. */
    boolean isLocked(Subjects subjects);

    /**
     * Counts one more; true if that locks the subject out.
     *
     * @param most as many within the span lock it out for as long
     */
    boolean count(String subject, int most, Duration span);

    /** What was refused so far does not count any more. */
    void forget(String subject);

    /** The subject is known for a month from now. */
    void remember(String subject);
}
