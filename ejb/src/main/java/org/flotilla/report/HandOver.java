package org.flotilla.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.flotilla.notify.Letter;
import org.flotilla.notify.Outbox;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;

/** The one transaction of a report: it is in the outbox, and its run was the event's owner, or neither (Q5). */
@ApplicationScoped
public class HandOver {

    private final Ownership ownership;
    private final Outbox outbox;

    /** For CDI's proxy. */
    protected HandOver() {
        this(null, null);
    }

    @Inject
    public HandOver(Ownership ownership, Outbox outbox) {
        this.ownership = ownership;
        this.outbox = outbox;
    }

    /** False if it was put there before. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean put(Claim claim, Letter letter) {
        ownership.ensureOwned(claim);
        return outbox.put(letter);
    }
}
