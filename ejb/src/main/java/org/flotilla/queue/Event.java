package org.flotilla.queue;

import java.time.Instant;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * An event as it was when it was read. Times are the database's.
 *
 * @param orderingKey those of one key run one after the other; may be null
 * @param blockedBy what it waits for besides its due date
 * @param dueAt not claimed before; null once it has ended
 * @param assignedNode where it was dispatched to; null: any node may take it
 * @param ownerNode the node that runs it, or ran it last; may be null
 * @param ownerIncarnation set exactly while it is RUNNING
 * @param attempts how often it was claimed
 * @param changedAt when it came into this state; for an ended one, when it ended
 */
public record Event(
        EventId id,
        CycleId cycleId,
        TaskType type,
        String action,
        String account,
        String site,
        String orderingKey,
        Map<String, String> attributes,
        EventState state,
        BlockedBy blockedBy,
        int priority,
        Instant dueAt,
        NodeId assignedNode,
        NodeId ownerNode,
        Incarnation ownerIncarnation,
        int attempts,
        int maxAttempts,
        Instant createdAt,
        Instant changedAt,
        String lastError) {

    /** This event as it is after its end. */
    Event ended(EventState end, String message) {
        return new Event(
                id,
                cycleId,
                type,
                action,
                account,
                site,
                orderingKey,
                attributes,
                end,
                BlockedBy.NOTHING,
                priority,
                null,
                null,
                ownerNode,
                null,
                attempts,
                maxAttempts,
                createdAt,
                changedAt,
                end == EventState.DONE ? null : message);
    }
}
