package org.flotilla.testsuite.simulator;

import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.WaitingEvent;

/** Where events are dispatched to, as {@code dispatch.sql} treats it. */
class PretendDispatchStore extends EventTable implements DispatchStore {

    private final PretendEventStore claims;

    PretendDispatchStore(PretendDatabase database, PretendEventStore claims) {
        super(database);
        this.claims = claims;
    }

    @Override
    public List<WaitingEvent> after(EventId last, int limit) {
        return rows().filter(row -> row.id().value() > last.value() && isWaiting(row))
                .limit(limit)
                .map(row -> new WaitingEvent(
                        row.id(), row.type(), row.account(), row.site(), row.attributes(), row.assignedNode()))
                .toList();
    }

    @Override
    public int assign(NodeId node, List<EventId> events) {
        return isOnline(node) ? assign(node, row -> events.contains(row.id()), events.size()) : 0;
    }

    @Override
    public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
        return claims.claim(row -> from.equals(row.assignedNode()), node, incarnation, limit);
    }
}
