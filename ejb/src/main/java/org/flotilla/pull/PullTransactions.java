package org.flotilla.pull;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;
import org.flotilla.storage.ContentId;
import org.flotilla.transfer.ArrivalTransactions;
import org.flotilla.transfer.Arrived;
import org.flotilla.transfer.NewArrival;

/**
 * The short transactions of a pull, apart from the chunk's: bytes are fetched between them, under no lock. Each begins by asking,
 * under a lock, whether the event is still owned (Q5). The chunk's own transaction must not hold that lock meanwhile.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PullTransactions {

    private final Ownership ownership;
    private final PulledFileStore store;
    private final ArrivalTransactions arrivals;

    /** For the container's proxy. */
    public PullTransactions() {
        this(null, null, null);
    }

    @Inject
    public PullTransactions(Ownership ownership, PulledFileStore store, ArrivalTransactions arrivals) {
        this.ownership = ownership;
        this.store = store;
        this.arrivals = arrivals;
    }

    public void ensureOwned(Claim claim) {
        ownership.ensureOwned(claim);
    }

    /** Gets hold of a file; empty if another run that goes on has it. */
    public Optional<HeldFile> begin(Claim claim, PulledFile file) {
        ownership.ensureOwned(claim);
        return store.insert(file, claim) ? Optional.of(HeldFile.NEW) : store.take(file, claim);
    }

    /** The same for a file that stays at the partner: of one that has arrived is noted only that it was seen. */
    public Optional<HeldFile> beginKept(Claim claim, PulledFile file) {
        ownership.ensureOwned(claim);
        return store.seen(file) ? Optional.of(HeldFile.ARRIVED) : begin(claim, file);
    }

    /** So many bytes of the part are durable: whoever takes the file over goes on from there. */
    public void fetched(Claim claim, PulledFile file, ContentId part, long bytes) {
        ownership.ensureOwned(claim);
        ensure(store.fetched(file, claim, part, bytes), file);
    }

    /**
     * The file has arrived: its transfer, the events that follow, and that nobody fetches it again, all or nothing (T8).
     */
    public Arrived arrived(Claim claim, PulledFile file, NewArrival arrival) {
        ownership.ensureOwned(claim);
        Arrived arrived = arrivals.recordAlong(arrival);
        ensure(store.arrived(file, claim, arrived.transferId()), file);
        return arrived;
    }

    /** There is nothing left to do with the file, or a later run shall begin it anew. */
    public void forget(Claim claim, PulledFile file) {
        ownership.ensureOwned(claim);
        ensure(store.forget(file, claim), file);
    }

    /** It is still at the partner. */
    public void seen(Claim claim, PulledFile file) {
        ownership.ensureOwned(claim);
        store.seen(file);
    }

    /** Those of the keys that have arrived and were seen within a day. */
    public Set<String> seenLately(String site, String account, Collection<String> keys) {
        return store.seenLately(site, account, keys);
    }

    private static void ensure(boolean changed, PulledFile file) {
        if (!changed) {
            throw new FlotillaException(
                    ErrorCode.NOT_OWNER,
                    "The pull of " + file.path() + " was taken over by another run.",
                    "Nothing: that run carries on.");
        }
    }
}
