package org.flotilla.queue;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.flotilla.cluster.Lease;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Asks the lease, then the database. */
@Stateless
public class StoredOwnership implements Ownership {

    @Inject
    private EventStore store;

    @Inject
    private Lease lease;

    @Override
    public void ensureOwned(Claim claim) {
        lease.ensureHeld(claim.incarnation());
        if (!store.lockOwned(claim)) {
            throw new FlotillaException(
                    ErrorCode.NOT_OWNER,
                    "Event " + claim.event() + " is not owned by incarnation " + claim.incarnation() + ", attempt "
                            + claim.attempt() + ", any more.",
                    "Nothing to do: another node works on it, or somebody cancelled it.");
        }
    }
}
