package org.flotilla.testsuite.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.StateMachine.Cause;

/** What the statements of all pretend stores of the queue have in common: how they read and change events. */
abstract class EventTable {

    static final Comparator<Event> BEST_FIRST = Comparator.comparing(Event::priority)
            .reversed()
            .thenComparing(Event::dueAt)
            .thenComparing(event -> event.id().value());

    private static final Set<EventState> WAITING = Set.of(EventState.READY, EventState.FAILED);

    private final PretendDatabase database;

    EventTable(PretendDatabase database) {
        this.database = database;
    }

    static Claim claimOf(Event row) {
        return new Claim(row.id(), row.ownerIncarnation(), row.attempts());
    }

    final PretendDatabase database() {
        return database;
    }

    final Transaction current() {
        return database.current();
    }

    final Instant now() {
        return database.now();
    }

    final Event row(EventId id) {
        return current().get(database.events, id.value());
    }

    final Stream<Event> rows() {
        return current().all(database.events).stream();
    }

    /** Those that nobody else has locked. */
    final Stream<Event> unlocked(Predicate<Event> which) {
        return new ArrayList<>(current().all(database.events))
                .stream().filter(which).filter(this::isFree);
    }

    final boolean isFree(Event row) {
        return database.isFree(database.events, row.id().value());
    }

    final boolean mayBeClaimed(Event row) {
        return isWaiting(row) && row.blockedBy() == BlockedBy.NOTHING;
    }

    final boolean isWaiting(Event row) {
        return WAITING.contains(row.state());
    }

    final boolean isOnline(NodeId node) {
        NodeStatus row = node == null ? null : current().get(database.nodes, node.name());
        return row != null && row.state() == NodeState.ONLINE;
    }

    final NodeId ifOnline(NodeId node) {
        return isOnline(node) ? node : null;
    }

    /** The fence. */
    boolean holds(Claim claim, Event row) {
        return row.state() == EventState.RUNNING && claim.equals(claimOf(row));
    }

    final void put(Event row) {
        current().put(database.events, row.id().value(), row);
    }

    final void did(EventId id, EventState from, EventState to, Cause cause, Claim claim) {
        current().did(new Transaction.Act(id, from, to, cause, claim));
    }

    /** Moves the event to the history. */
    final void end(Event row, EventState state, String message) {
        current().put(database.history, row.id().value(), EventRow.ended(row, state, message, now()));
        current().put(database.events, row.id().value(), null);
        if (row.orderingKey() != null && row.blockedBy() != BlockedBy.KEY) {
            current().put(database.holders, row.orderingKey(), null);
        }
    }

    /** Of the waiting events of this kind so many, the best first. */
    final int assign(NodeId node, Predicate<Event> which, int limit) {
        List<Event> rows = unlocked(which.and(this::isWaiting))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
        rows.forEach(row -> put(EventRow.assigned(row, node)));
        return rows.size();
    }
}
