package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.ReleaseStore.WaitingKey;

/** Lets events be claimed that waited for others: each a transaction of its own, which wakes their nodes when it is committed. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Releases {

    private final ReleaseStore store;
    private final Event<WorkReady> ready;

    /** For CDI's proxy. */
    protected Releases() {
        this(null, null);
    }

    @Inject
    public Releases(ReleaseStore store, Event<WorkReady> ready) {
        this.store = store;
        this.ready = ready;
    }

    /** The next event of each of the keys, if none of the key is under way; returns how many. */
    public int release(Collection<String> keys) {
        List<Released> released = store.release(keys);
        if (!released.isEmpty()) {
            ready.fire(WorkReady.of(released.stream()
                    .map(Released::node)
                    .map(Optional::ofNullable)
                    .toList()));
        }
        return released.size();
    }

    /** Keys for which events wait, ascending, above this one. */
    public List<WaitingKey> waitingKeys(String after, int limit) {
        return store.waitingKeys(after, limit);
    }
}
