package org.flotilla.queue;

import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;

/**
 * Events that wait, for those who decide where they go. Each method runs in the caller's transaction; none waits for a row
 * that another node holds (Q3).
 */
public interface DispatchStore {

    /** Unclaimed events with identities above this one, ascending. */
    List<WaitingEvent> after(EventId last, int limit);

    /**
     * Dispatches the events to the node, as far as nobody has claimed or is claiming them and the node is ONLINE; returns
     * how many that were.
     */
    int assign(NodeId node, List<EventId> events);

    /**
     * Claims due events that are assigned to another node, best first, as {@link EventStore#claimAssigned} does one's own.
     * They stay assigned to it: a retry goes there.
     */
    List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit);
}
