package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;

/**
 * Removes old transfers with their contents, and contents that nothing refers to. The maintenance job calls it in small
 * batches. If the node dies between the rows and the contents, the contents are orphans, and go with those.
 */
@ApplicationScoped
public class StoredRetention implements TransferRetention, OrphanedContents {
    /** What is younger may belong to an upload that is still under way. */
    static final Duration ORPHAN_AGE = Duration.ofDays(1);

    private final TransferStore store;
    private final Contents contents;
    private final Event<ContentsReleased> releases;

    /** For CDI's proxy. */
    protected StoredRetention() {
        this(null, null, null);
    }

    @Inject
    public StoredRetention(TransferStore store, Contents contents, Event<ContentsReleased> releases) {
        this.store = store;
        this.contents = contents;
        this.releases = releases;
    }

    /** When the transaction has committed, the contents go that nothing refers to any more. */
    @Override
    public int purgeBatch(Duration age, int limit) {
        List<ContentId> deleted = store.deleteOlderThan(age, limit);
        releases.fire(new ContentsReleased(unreferred(deleted)));
        return deleted.size();
    }

    @Override
    public int purge() {
        int count = 0;
        for (String hour : contents.hoursOlderThan(ORPHAN_AGE)) {
            count += (int) unreferred(contents.of(hour)).stream()
                    .filter(orphan -> contents.deleteUnlessWritten(orphan, ORPHAN_AGE))
                    .count();
        }
        return count;
    }

    private Set<ContentId> unreferred(Collection<ContentId> candidates) {
        Set<ContentId> orphans = new HashSet<>(candidates);
        orphans.removeAll(store.referred(orphans));
        return orphans;
    }
}
