package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore;
import org.flotilla.queue.StateMachine.Cause;
import org.flotilla.queue.TaskType;

/** Events from their submission to their end, as {@code queue.sql} treats them. */
class PretendEventStore extends EventTable implements EventStore {

    PretendEventStore(PretendDatabase database) {
        super(database);
    }

    @Override
    public List<EventId> nextIds(int count) {
        return Stream.generate(() -> new EventId(database().nextEvent()))
                .limit(count)
                .toList();
    }

    @Override
    public Optional<EventId> useKey(String idempotencyKey, EventId id) {
        current().lock(database().keys, idempotencyKey);
        Optional<EventId> first = findKey(idempotencyKey);
        if (first.isEmpty()) {
            current().put(database().keys, idempotencyKey, id.value());
        }
        return first;
    }

    @Override
    public Optional<EventId> findKey(String idempotencyKey) {
        return Optional.ofNullable(current().get(database().keys, idempotencyKey))
                .map(EventId::new);
    }

    @Override
    public void insert(EventId id, EventRequest request, Optional<NodeId> assigned, NodeId by) {
        put(EventRow.submitted(id, request, assigned.orElse(null), now()));
        did(id, null, EventState.READY, Cause.SUBMITTER, null);
    }

    @Override
    public List<Claimed> claimAssigned(NodeId node, Incarnation incarnation, int limit) {
        return claim(row -> node.equals(row.assignedNode()), node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimUnassigned(NodeId node, Incarnation incarnation, int limit) {
        return claim(row -> row.assignedNode() == null, node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimAssignedOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
        return claim(row -> node.equals(row.assignedNode()), new Rooms(ofTypes)::admits, node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimUnassignedOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
        return claim(row -> row.assignedNode() == null, new Rooms(ofTypes)::admits, node, incarnation, limit);
    }

    /** Lets so many of each type through, the first that come. */
    private static final class Rooms {
        private final Map<TaskType, Integer> rooms;

        Rooms(Map<TaskType, Integer> ofTypes) {
            rooms = new EnumMap<>(ofTypes);
        }

        boolean admits(Event row) {
            return rooms.merge(row.type(), -1, Integer::sum) >= 0;
        }
    }

    /** Of those that may be claimed and are of this kind. */
    final List<Claimed> claim(Predicate<Event> which, NodeId node, Incarnation incarnation, int limit) {
        return claim(which, row -> true, node, incarnation, limit);
    }

    /** @param room asked of each in turn, the best first */
    private List<Claimed> claim(
            Predicate<Event> which, Predicate<Event> room, NodeId node, Incarnation incarnation, int limit) {
        NodeStatus claimant = current().get(database().nodes, node.name());
        if (claimant == null || !claimant.isOnline() || !claimant.incarnation().equals(incarnation)) {
            return List.of();
        }
        Instant now = now();
        List<Event> due = unlocked(
                        which.and(this::mayBeClaimed).and(row -> !row.dueAt().isAfter(now)))
                .sorted(BEST_FIRST)
                .filter(room)
                .limit(limit)
                .toList();
        List<Claimed> claimed = new ArrayList<>();
        for (Event row : due) {
            Event running = EventRow.claimed(row, node, incarnation, now);
            put(running);
            claimed.add(new Claimed(running, row.state()));
            did(row.id(), row.state(), EventState.RUNNING, Cause.CLAIM, claimOf(running));
        }
        return claimed;
    }

    @Override
    public List<EventId> finish(Collection<Outcome> outcomes) {
        List<EventId> owned = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (lockOwned(outcome.claim())) {
                owned.add(outcome.id());
                finish(outcome);
            }
        }
        return owned;
    }

    @Override
    public List<EventId> ended(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> endedBy(
                        outcome, current().get(database().history, outcome.id().value())))
                .map(Outcome::id)
                .toList();
    }

    private static boolean endedBy(Outcome outcome, Event ended) {
        return ended != null
                && ended.state() == outcome.state()
                && ended.attempts() == outcome.claim().attempt();
    }

    private void finish(Outcome outcome) {
        Event row = row(outcome.id());
        if (outcome.state().isFinal()) {
            end(row, outcome.state(), outcome.message());
        } else {
            put(EventRow.retried(row, now().plus(outcome.retryIn()), outcome.message(), now()));
        }
        did(row.id(), row.state(), outcome.state(), Cause.OWNER, outcome.claim());
    }

    @Override
    public boolean lockOwned(Claim claim) {
        Event row = row(claim.event());
        if (row == null || !holds(claim, row)) {
            return false;
        }
        current().lock(database().events, claim.event().value());
        return true;
    }

    @Override
    public List<EventId> requeue(Incarnation incarnation, Set<EventId> inHand, NodeId by, String reason) {
        return requeue(row -> incarnation.equals(row.ownerIncarnation()) && !inHand.contains(row.id()));
    }

    /** Attempts are not limited here. */
    @Override
    public List<EventId> requeueUnbegun(Incarnation incarnation, Set<EventId> begun, NodeId by, String reason) {
        return requeue(incarnation, begun, by, reason);
    }

    @Override
    public List<EventId> requeueOrphans(NodeId by) {
        return requeue(row -> current().all(database().nodes).stream()
                .noneMatch(node -> node.incarnation().equals(row.ownerIncarnation())
                        && node.state().isActive()));
    }

    private List<EventId> requeue(Predicate<Event> which) {
        List<Event> rows =
                unlocked(which.and(row -> row.state() == EventState.RUNNING)).toList();
        for (Event row : rows) {
            put(EventRow.freed(row, now()));
            did(row.id(), row.state(), EventState.READY, Cause.TAKEOVER, claimOf(row));
        }
        return rows.stream().map(Event::id).toList();
    }

    @Override
    public List<EventId> giveBack(Collection<Claim> claims, NodeId by, String reason) {
        List<EventId> given = new ArrayList<>();
        for (Claim claim : claims) {
            Event row = row(claim.event());
            if (row != null && mayGiveBack(claim, row)) {
                put(EventRow.givenBack(row, now()));
                did(row.id(), row.state(), EventState.READY, Cause.TAKEOVER, claimOf(row));
                given.add(row.id());
            }
        }
        return given;
    }

    /** The fence of those that were not begun. */
    protected boolean mayGiveBack(Claim claim, Event row) {
        return holds(claim, row);
    }

    @Override
    public int unassign(NodeId node, int limit) {
        return assign(null, row -> mayBeClaimed(row) && node.equals(row.assignedNode()), limit);
    }

    @Override
    public int unassignOrphans(int limit) {
        return assign(
                null, row -> mayBeClaimed(row) && row.assignedNode() != null && !isOnline(row.assignedNode()), limit);
    }

    @Override
    public int purge(Duration age, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countOlder(Duration age) {
        throw new UnsupportedOperationException();
    }
}
