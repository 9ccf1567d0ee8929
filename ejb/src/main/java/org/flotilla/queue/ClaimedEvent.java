package org.flotilla.queue;

import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * An event in the hands of the incarnation that claimed it.
 *
 * <p>Model ({@code docs/model}) steps ENSURE_OWNED, and FENCE inside a transaction.
 */
record ClaimedEvent(Event event, NodeId node, Incarnation incarnation, Ownership ownership) implements OwnedEvent {

    @Override
    public void ensureOwned() {
        ownership.ensureOwned(claim());
    }
}
