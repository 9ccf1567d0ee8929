package org.flotilla.queue;

import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** An event in the hands of the incarnation that claimed it. */
record ClaimedEvent(Event event, NodeId node, Incarnation incarnation, Ownership ownership) implements OwnedEvent {

    @Override
    public void ensureOwned() {
        ownership.ensureOwned(event.id(), incarnation);
    }
}
