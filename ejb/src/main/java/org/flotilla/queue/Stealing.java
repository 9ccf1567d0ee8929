package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;

/**
 * Takes work that was dispatched to an overloaded node and that it has not claimed (W3). A claim like any other, in a
 * transaction of its own: fenced, recorded, waiting for nobody.
 *
 * <p>Model ({@code docs/model}) step CLAIM_EVENT.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Stealing {

    private final Overload overload;
    private final DispatchStore store;

    /** For CDI's proxy. */
    protected Stealing() {
        this(null, null);
    }

    @Inject
    public Stealing(Overload overload, DispatchStore store) {
        this.overload = overload;
        this.store = store;
    }

    /**
     * For a node with free slots and nothing of its own to do. Looks at one overloaded node after the other until there is
     * something: the most loaded may have nothing that waits.
     */
    public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit) {
        for (NodeId from : overload.overloaded()) {
            List<Claimed> claimed = store.claimFrom(from, node, incarnation, limit);
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }
}
