package org.flotilla.queue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;

/**
 * Whose turn it is among the events of an ordering key (Q7). That at most one of them may be claimed is held by a unique index.
 * Each method runs in the caller's transaction; none costs more when more events wait.
 */
public interface ReleaseStore {

    /** An event that may be claimed now, and where; {@code node} null: any node may take it. */
    record Released(EventId event, NodeId node) {}

    /** A key for which events wait. {@code held}: an earlier one of them has not ended. */
    record WaitingKey(String key, boolean held) {}

    /**
     * Lets the first event of each key be claimed, if no other of the key has that right. Skips what is locked. When another
     * has given that right meanwhile, it fails by the violated index, and changes nothing.
     */
    List<Released> release(Collection<String> keys);

    /** Keys for which events wait, ascending, above this one. */
    List<WaitingKey> waitingKeys(String after, int limit);

    /** The event that others of its key wait for; empty if there is none, or not yet. */
    Optional<EventId> holder(String key);
}
