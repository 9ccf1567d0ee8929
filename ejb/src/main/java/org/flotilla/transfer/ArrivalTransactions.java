package org.flotilla.transfer;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.flotilla.queue.EventQueue;

/** The two short transactions of an arrival; between them the file is put in place. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ArrivalTransactions {
    private final TransferStore store;
    private final ArrivalRouter router;
    private final EventQueue queue;

    /** For the container's proxy. */
    public ArrivalTransactions() {
        this(null, null, null);
    }

    @Inject
    public ArrivalTransactions(TransferStore store, ArrivalRouter router, EventQueue queue) {
        this.store = store;
        this.router = router;
        this.queue = queue;
    }

    /** Records the arrival and what follows from it. When this has committed the file will not be lost (T3). */
    public Arrived record(NewArrival arrival) {
        long id = store.insertArrival(arrival);
        Arrived arrived = new Arrived(
                id,
                arrival.cycleId(),
                arrival.arrival().account(),
                arrival.arrival().path().folder(),
                arrival.arrival().path().fileName(),
                arrival.content());
        queue.submitAll(router.eventsFor(arrived));
        return arrived;
    }

    /** The file is under its final name. */
    public void landed(long transferId) {
        store.landed(transferId);
    }

    /** The file can never be put under its final name. */
    public void failed(long transferId, String error) {
        store.landingFailed(transferId, error);
    }
}
