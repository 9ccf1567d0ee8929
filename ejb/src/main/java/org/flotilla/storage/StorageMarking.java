package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Marks the file system as the cluster's when a database begins. Nodes that race take turns at the cluster's row; if the
 * node dies between the marker and the commit, the next one finds a marker that is right already.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class StorageMarking {
    private MarkerStore store;

    /** For the container. */
    protected StorageMarking() {}

    @Inject
    public StorageMarking(MarkerStore store) {
        this.store = store;
    }

    /** What the database knows. */
    public MarkerStore.Known known() {
        return store.read();
    }

    /**
     * Marks the root, unless one is marked already. Holds the cluster's row over as little of the file system as can be: it
     * may hang.
     *
     * @param draft the marker to be; empty if the right one is there already
     */
    public MarkerStore.Known markFirst(Path root, Optional<Path> draft) {
        MarkerStore.Known known = store.lock();
        if (known.isMarked()) {
            return known;
        }
        draft.ifPresent(written -> publish(root, written));
        store.mark();
        return new MarkerStore.Known(known.id(), true);
    }

    private static void publish(Path root, Path draft) {
        try {
            StorageMarker.publish(root, draft);
        } catch (IOException e) {
            throw StorageFailure.of("The shared file system cannot be marked", e);
        }
    }
}
