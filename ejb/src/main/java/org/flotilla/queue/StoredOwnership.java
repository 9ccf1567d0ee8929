package org.flotilla.queue;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.flotilla.cluster.Lease;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;

/** Asks the lease, then the database. */
@Stateless
public class StoredOwnership implements Ownership {

    @Inject
    private EventStore store;

    @Inject
    private Lease lease;

    @Override
    public void ensureOwned(EventId id, Incarnation incarnation) {
        lease.ensureHeld(incarnation);
        if (!store.lockOwned(id, incarnation)) {
            throw new FlotillaException(
                    ErrorCode.NOT_OWNER,
                    "Event " + id + " is not owned by incarnation " + incarnation + " any more.",
                    "Nothing to do: another node works on it, or somebody cancelled it.");
        }
    }
}
