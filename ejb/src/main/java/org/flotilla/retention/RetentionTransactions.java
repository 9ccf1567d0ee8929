package org.flotilla.retention;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;
import org.flotilla.storage.HomeFiles;
import org.flotilla.storage.Homes;
import org.flotilla.transfer.PlaceTakenException;
import org.flotilla.transfer.TransferStore;

/** The short transactions of one file, apart from the chunk's: nothing else is locked while the storage works. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RetentionTransactions {

    /** Whoever puts a file there just now is not waited for long: the file that was found is replaced anyway. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Ownership ownership;
    private final TransferStore store;
    private final Homes homes;

    /** For the container's proxy. */
    public RetentionTransactions() {
        this(null, null, null);
    }

    @Inject
    public RetentionTransactions(Ownership ownership, TransferStore store, Homes homes) {
        this.ownership = ownership;
        this.store = store;
        this.homes = homes;
    }

    /** @throws FlotillaException NOT_OWNER */
    public void ensureOwned(Claim claim) {
        ownership.ensureOwned(claim);
    }

    /**
     * Deletes or archives the file, under the lock of its place.
     *
     * @return false if it is not there any more, or changed
     * @throws PlaceTakenException if another file is being put there
     */
    public boolean retire(DueFile due, RetentionOrder order) {
        store.lockPlace(due.account(), due.file().path().text(), PATIENCE);
        HomeFiles files = new HomeFiles(homes.of(due.account()));
        return order.action() == RetentionAction.DELETE
                ? files.delete(due.file())
                : files.archive(due.file(), order.archiveFolder());
    }
}
