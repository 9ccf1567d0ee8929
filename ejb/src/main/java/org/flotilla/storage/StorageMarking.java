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

    /** Marks the root, unless one is marked already or this one holds the marker of another database. */
    public MarkerStore.Known markFirst(Path root) {
        MarkerStore.Known known = store.lock();
        if (known.isMarked() || !isOrBecomesOurs(root, known.id())) {
            return known;
        }
        store.mark();
        return new MarkerStore.Known(known.id(), true);
    }

    private static boolean isOrBecomesOurs(Path root, String id) {
        try {
            Optional<String> found = StorageMarker.read(root);
            if (found.isEmpty()) {
                StorageMarker.write(root, id);
            }
            return found.orElse(id).equals(id);
        } catch (IOException e) {
            throw StorageFailure.of("The shared file system cannot be marked", e);
        }
    }
}
