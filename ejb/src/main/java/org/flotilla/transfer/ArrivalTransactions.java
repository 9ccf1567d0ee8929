package org.flotilla.transfer;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.queue.EventQueue;
import org.flotilla.storage.Home;
import org.flotilla.storage.Homes;

/** The short transactions of an arrival: it is recorded, then the file is put in place. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ArrivalTransactions {
    private final TransferStore store;
    private final Homes homes;
    private final ArrivalRouter router;
    private final EventQueue queue;

    /** For the container's proxy. */
    public ArrivalTransactions() {
        this(null, null, null, null);
    }

    @Inject
    public ArrivalTransactions(TransferStore store, Homes homes, ArrivalRouter router, EventQueue queue) {
        this.store = store;
        this.homes = homes;
        this.router = router;
        this.queue = queue;
    }

    /** Records the arrival and what follows from it. When this has committed the file will not be lost (T3). */
    public Arrived record(NewArrival arrival) {
        return recordAlong(arrival);
    }

    /** The same in the caller's transaction, with what else stands exactly if the arrival does. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Arrived recordAlong(NewArrival arrival) {
        long id = store.insertArrival(arrival);
        Arrived arrived = arrived(id, arrival);
        queue.submitAll(router.eventsFor(arrived));
        return arrived;
    }

    /** What {@link #record} recorded, if it has committed. */
    public Optional<Arrived> find(NewArrival arrival) {
        return store.findArrival(arrival.content().id()).map(id -> arrived(id, arrival));
    }

    private static Arrived arrived(long id, NewArrival arrival) {
        return new Arrived(
                id,
                arrival.cycleId(),
                arrival.arrival().account(),
                arrival.arrival().path().folder(),
                arrival.arrival().path().fileName(),
                arrival.content());
    }

    /**
     * Puts the file under its final name and records it; leaves a later file of that name as it is. Files of one name are
     * put in place one after the other, and the later ones see that. If it is in place already nothing happens. A home that
     * was removed meanwhile is made again: the file was acknowledged.
     *
     * @param patience how long to wait for the one before
     * @throws PlaceTakenException when that is over: the sweep does the rest
     */
    public void land(Landing landing, Duration patience) {
        store.lockPlace(landing.account(), landing.path(), patience);
        if (store.landed(landing.transferId()) && !store.isSuperseded(landing)) {
            Home home = homes.open(landing.account());
            home.land(landing.content(), home.resolve(landing.path()));
        }
    }

    /** The file can never be put under its final name. */
    public void failed(long transferId, String error) {
        store.landingFailed(transferId, error);
    }
}
