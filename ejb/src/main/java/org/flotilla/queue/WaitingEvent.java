package org.flotilla.queue;

import java.util.Map;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;

/**
 * What dispatch needs to know of an event that no node has claimed yet.
 *
 * @param account may be null
 * @param site may be null
 * @param assigned where it was dispatched to; null: nowhere yet, or any node may take it
 */
public record WaitingEvent(
        EventId id, TaskType type, String account, String site, Map<String, String> attributes, NodeId assigned) {

    public WaitingEvent {
        attributes = Map.copyOf(attributes);
    }

    /** One that is being submitted. */
    static WaitingEvent of(EventId id, EventRequest request) {
        return new WaitingEvent(id, request.type(), request.account(), request.site(), request.attributes(), null);
    }

    /** One that waits again. */
    static WaitingEvent of(Event event) {
        return new WaitingEvent(
                event.id(), event.type(), event.account(), event.site(), event.attributes(), event.assignedNode());
    }
}
