package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.ActionStore;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventReads;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore;
import org.flotilla.queue.QueueFigures;
import org.flotilla.queue.ReleaseStore;
import org.flotilla.queue.StateMachine.Cause;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;

/** The tables of the queue, as {@code queue.sql}, {@code order.sql}, {@code dispatch.sql} and {@code operator.sql} treat them. */
class PretendEventStore implements EventStore, ReleaseStore, DispatchStore, ActionStore, EventReads {

    private static final Set<EventState> WAITING = Set.of(EventState.READY, EventState.FAILED);
    private static final Comparator<Event> BEST_FIRST = Comparator.comparing(Event::priority)
            .reversed()
            .thenComparing(Event::dueAt)
            .thenComparing(event -> event.id().value());

    private final PretendDatabase database;

    PretendEventStore(PretendDatabase database) {
        this.database = database;
    }

    @Override
    public List<EventId> nextIds(int count) {
        return Stream.generate(() -> new EventId(database.nextEvent()))
                .limit(count)
                .toList();
    }

    @Override
    public Optional<EventId> useKey(String idempotencyKey, EventId id) {
        current().lock(database.keys, idempotencyKey);
        Optional<EventId> first = findKey(idempotencyKey);
        if (first.isEmpty()) {
            current().put(database.keys, idempotencyKey, id.value());
        }
        return first;
    }

    @Override
    public Optional<EventId> findKey(String idempotencyKey) {
        return Optional.ofNullable(current().get(database.keys, idempotencyKey)).map(EventId::new);
    }

    @Override
    public void insert(EventId id, EventRequest request, Optional<NodeId> assigned) {
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

    @Override
    public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
        return claim(row -> from.equals(row.assignedNode()), node, incarnation, limit);
    }

    private List<Claimed> claim(Predicate<Event> which, NodeId node, Incarnation incarnation, int limit) {
        return claim(which, row -> true, node, incarnation, limit);
    }

    /** @param room asked of each in turn, the best first */
    private List<Claimed> claim(
            Predicate<Event> which, Predicate<Event> room, NodeId node, Incarnation incarnation, int limit) {
        NodeStatus claimant = current().get(database.nodes, node.name());
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
                        outcome, current().get(database.history, outcome.id().value())))
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

    private void end(Event row, EventState state, String message) {
        current().put(database.history, row.id().value(), EventRow.ended(row, state, message, now()));
        current().put(database.events, row.id().value(), null);
        if (row.orderingKey() != null && row.blockedBy() == BlockedBy.NOTHING) {
            current().put(database.holders, row.orderingKey(), null);
        }
    }

    @Override
    public boolean lockOwned(Claim claim) {
        Event row = row(claim.event());
        if (row == null || !holds(claim, row)) {
            return false;
        }
        current().lock(database.events, claim.event().value());
        return true;
    }

    /** The fence. */
    protected boolean holds(Claim claim, Event row) {
        return row.state() == EventState.RUNNING && claim.equals(claimOf(row));
    }

    static Claim claimOf(Event row) {
        return new Claim(row.id(), row.ownerIncarnation(), row.attempts());
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
        return requeue(row -> current().all(database.nodes).stream()
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
    public int assign(NodeId node, List<EventId> events) {
        return isOnline(node) ? assign(node, row -> events.contains(row.id()), events.size()) : 0;
    }

    private int assign(NodeId node, Predicate<Event> which, int limit) {
        List<Event> rows = unlocked(which.and(this::isWaiting))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
        rows.forEach(row -> put(EventRow.assigned(row, node)));
        return rows.size();
    }

    private boolean isOnline(NodeId node) {
        NodeStatus row = node == null ? null : current().get(database.nodes, node.name());
        return row != null && row.state() == NodeState.ONLINE;
    }

    @Override
    public List<WaitingEvent> after(EventId last, int limit) {
        return current().all(database.events).stream()
                .filter(row -> row.id().value() > last.value() && isWaiting(row))
                .limit(limit)
                .map(row -> new WaitingEvent(
                        row.id(), row.type(), row.account(), row.site(), row.attributes(), row.assignedNode()))
                .toList();
    }

    @Override
    public List<Released> release(Collection<String> keys) {
        List<Released> released = new ArrayList<>();
        keys.stream()
                .distinct()
                .filter(key -> holder(key).isEmpty())
                .forEach(key -> first(key).ifPresent(row -> released.add(letGo(row))));
        return released;
    }

    /** Of those that wait for their turn: the first, unless another has it locked. */
    protected Optional<Event> first(String key) {
        return ofKey(key, true).findFirst().filter(this::isFree);
    }

    private Released letGo(Event row) {
        current().put(database.holders, row.orderingKey(), row.id().value()); // the unique index
        database.lettingGo(row);
        NodeId node = isOnline(row.assignedNode()) ? row.assignedNode() : null;
        put(EventRow.letGo(row, node));
        return new Released(row.id(), node);
    }

    @Override
    public List<WaitingKey> waitingKeys(String after, int limit) {
        return current().all(database.events).stream()
                .filter(row -> row.blockedBy() == BlockedBy.KEY)
                .map(Event::orderingKey)
                .filter(key -> key.compareTo(after) > 0)
                .distinct()
                .sorted()
                .limit(limit)
                .map(key -> new WaitingKey(key, holder(key).isPresent()))
                .toList();
    }

    @Override
    public Optional<EventId> holder(String key) {
        return ofKey(key, false).findFirst().map(Event::id);
    }

    /** By number. */
    protected Stream<Event> ofKey(String key, boolean blocked) {
        return current().all(database.events).stream()
                .filter(row -> key.equals(row.orderingKey()) && (row.blockedBy() == BlockedBy.KEY) == blocked);
    }

    @Override
    public Optional<Event> lock(EventId id) {
        if (row(id) == null) {
            return Optional.empty();
        }
        current().lock(database.events, id.value());
        return Optional.of(row(id));
    }

    @Override
    public List<Event> lockFree(Collection<EventId> ids) {
        return unlocked(row -> ids.contains(row.id())).toList();
    }

    @Override
    public void apply(ActionRequest request, List<Event> locked, NodeId by) {
        for (Event row : locked) {
            switch (request.action()) {
                case CANCEL -> end(row, EventState.CANCELLED, row.lastError());
                case SUSPEND, RESUME ->
                    put(EventRow.inState(row, request.action().to(row.state()), now()));
                case PRIORITISE -> put(EventRow.prioritised(row, request.priority()));
                case RESUBMIT -> throw new IllegalArgumentException("A resubmission is a submission");
            }
            did(row.id(), row.state(), request.action().to(row.state()), Cause.OPERATOR, null);
        }
    }

    @Override
    public void recordResubmitted(Event ended, EventId as, NodeId by, String actor) {
        // the history of changes is not kept here
    }

    @Override
    public Optional<Event> find(EventId id) {
        Event row = row(id);
        return Optional.ofNullable(row == null ? current().get(database.history, id.value()) : row);
    }

    @Override
    public Look look(Set<EventState> states, long before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EventId> choose(EventFilter filter, Set<EventState> states, Look look, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Look look) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Duration age, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countOlder(Duration age) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Event> find(EventFilter filter, long before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EventChange> changes(EventId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueueFigures figures() {
        throw new UnsupportedOperationException();
    }

    /** Those that nobody else has locked. */
    private Stream<Event> unlocked(Predicate<Event> which) {
        return new ArrayList<>(current().all(database.events))
                .stream().filter(which).filter(this::isFree);
    }

    protected boolean isFree(Event row) {
        return database.isFree(database.events, row.id().value());
    }

    private boolean mayBeClaimed(Event row) {
        return isWaiting(row) && row.blockedBy() == BlockedBy.NOTHING;
    }

    private boolean isWaiting(Event row) {
        return WAITING.contains(row.state());
    }

    private Event row(EventId id) {
        return current().get(database.events, id.value());
    }

    private void put(Event row) {
        current().put(database.events, row.id().value(), row);
    }

    private void did(EventId id, EventState from, EventState to, Cause cause, Claim claim) {
        current().did(new Transaction.Act(id, from, to, cause, claim));
    }

    private Transaction current() {
        return database.current();
    }

    private Instant now() {
        return database.now();
    }
}
