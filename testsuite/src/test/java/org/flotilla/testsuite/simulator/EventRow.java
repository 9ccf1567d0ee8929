package org.flotilla.testsuite.simulator;

import java.time.Instant;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;

/** Rows of the tables {@code event} and {@code event_history}, each made of the one before. */
final class EventRow {

    private EventRow() {}

    static Event submitted(EventId id, EventRequest request, NodeId assigned, Instant now) {
        return new Event(
                id,
                request.cycleId(),
                request.type(),
                request.action(),
                request.account(),
                request.site(),
                request.orderingKey(),
                request.attributes(),
                EventState.READY,
                request.orderingKey() == null ? BlockedBy.NOTHING : BlockedBy.KEY,
                request.priority(),
                request.dueAt() == null || request.dueAt().isBefore(now) ? now : request.dueAt(),
                assigned,
                null,
                null,
                0,
                request.maxAttempts(),
                now,
                now,
                null);
    }

    /** It is the turn of the event among those of its key, or of its site. */
    static Event letGo(Event row, NodeId assigned) {
        return blocked(assigned(row, assigned), BlockedBy.NOTHING);
    }

    private static Event blocked(Event row, BlockedBy by) {
        return new Event(
                row.id(),
                row.cycleId(),
                row.type(),
                row.action(),
                row.account(),
                row.site(),
                row.orderingKey(),
                row.attributes(),
                row.state(),
                by,
                row.priority(),
                row.dueAt(),
                row.assignedNode(),
                row.ownerNode(),
                row.ownerIncarnation(),
                row.attempts(),
                row.maxAttempts(),
                row.createdAt(),
                row.changedAt(),
                row.lastError());
    }

    static Event claimed(Event row, NodeId node, Incarnation incarnation, Instant now) {
        return changed(row, EventState.RUNNING, row.assignedNode(), node, incarnation, row.attempts() + 1, now);
    }

    /** READY for any node. */
    static Event freed(Event row, Instant now) {
        return changed(row, EventState.READY, null, row.ownerNode(), null, row.attempts(), now);
    }

    /** As {@link #freed}, and the claim was no attempt. */
    static Event givenBack(Event row, Instant now) {
        return changed(row, EventState.READY, null, row.ownerNode(), null, row.attempts() - 1, now);
    }

    /** As {@link #givenBack}, but it waits for its site, and stays assigned where it was unless there is a holder. */
    static Event refused(Event row, NodeId holder, Instant now) {
        NodeId assigned = holder == null ? row.assignedNode() : holder;
        return blocked(
                changed(row, EventState.READY, assigned, row.ownerNode(), null, row.attempts() - 1, now),
                BlockedBy.SITE);
    }

    /** It does not wait for its site any more. */
    static Event asksAnew(Event row) {
        return row.blockedBy() == BlockedBy.SITE ? blocked(row, BlockedBy.NOTHING) : row;
    }

    /** Not RUNNING any more; still assigned where it was. */
    static Event inState(Event row, EventState state, Instant now) {
        return changed(row, state, row.assignedNode(), row.ownerNode(), null, row.attempts(), now);
    }

    private static Event changed(
            Event row, EventState state, NodeId assigned, NodeId node, Incarnation life, int attempts, Instant now) {
        return with(row, state, row.priority(), row.dueAt(), assigned, node, life, attempts, now, row.lastError());
    }

    static Event assigned(Event row, NodeId node) {
        return with(
                row,
                row.state(),
                row.priority(),
                row.dueAt(),
                node,
                row.ownerNode(),
                row.ownerIncarnation(),
                row.attempts(),
                row.changedAt(),
                row.lastError());
    }

    static Event retried(Event row, Instant dueAt, String error, Instant now) {
        return with(
                row,
                EventState.FAILED,
                row.priority(),
                dueAt,
                row.assignedNode(),
                row.ownerNode(),
                null,
                row.attempts(),
                now,
                error);
    }

    static Event prioritised(Event row, int priority) {
        return with(
                row,
                row.state(),
                priority,
                row.dueAt(),
                row.assignedNode(),
                row.ownerNode(),
                row.ownerIncarnation(),
                row.attempts(),
                row.changedAt(),
                row.lastError());
    }

    /** The row of the history. */
    static Event ended(Event row, EventState state, String error, Instant now) {
        return blocked(
                with(row, state, row.priority(), null, null, row.ownerNode(), null, row.attempts(), now, error),
                BlockedBy.NOTHING);
    }

    private static Event with(
            Event row,
            EventState state,
            int priority,
            Instant dueAt,
            NodeId assigned,
            NodeId owner,
            Incarnation incarnation,
            int attempts,
            Instant changedAt,
            String error) {
        return new Event(
                row.id(),
                row.cycleId(),
                row.type(),
                row.action(),
                row.account(),
                row.site(),
                row.orderingKey(),
                row.attributes(),
                state,
                row.blockedBy(),
                priority,
                dueAt,
                assigned,
                owner,
                incarnation,
                attempts,
                row.maxAttempts(),
                row.createdAt(),
                changedAt,
                error);
    }
}
