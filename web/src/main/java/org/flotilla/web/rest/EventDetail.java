package org.flotilla.web.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.ErrorClass;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;

/**
 * An event with the history of its states: what lists show of it, {@code changes}, and what it waits for.
 *
 * @param idempotencyKey the key that it was submitted under; null if there was none
 * @param errorClass the kind of the last error; null if there was none
 * @param nextTry when an event that failed is tried again; null unless it is FAILED
 * @param waitsFor the event of the same ordering key that has to end first; null: none, or it is next
 */
public record EventDetail(
        EventId id,
        CycleId cycleId,
        TaskType type,
        String action,
        String account,
        String site,
        String orderingKey,
        String idempotencyKey,
        Map<String, String> attributes,
        EventState state,
        BlockedBy blockedBy,
        EventId waitsFor,
        int priority,
        Instant dueAt,
        NodeId assignedNode,
        NodeId ownerNode,
        Incarnation ownerIncarnation,
        int attempts,
        int maxAttempts,
        Instant createdAt,
        Instant changedAt,
        String lastError,
        ErrorClass errorClass,
        Instant nextTry,
        List<EventChange> changes) {

    static EventDetail of(Event event, String idempotencyKey, EventId waitsFor, List<EventChange> changes) {
        return new EventDetail(
                event.id(),
                event.cycleId(),
                event.type(),
                event.action(),
                event.account(),
                event.site(),
                event.orderingKey(),
                idempotencyKey,
                event.attributes(),
                event.state(),
                event.blockedBy(),
                waitsFor,
                event.priority(),
                event.dueAt(),
                event.assignedNode(),
                event.ownerNode(),
                event.ownerIncarnation(),
                event.attempts(),
                event.maxAttempts(),
                event.createdAt(),
                event.changedAt(),
                event.lastError(),
                EventChange.lastError(event, changes).orElse(null),
                event.state() == EventState.FAILED ? event.dueAt() : null,
                changes);
    }
}
