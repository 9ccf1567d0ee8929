package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.StateMachine;
import org.flotilla.queue.StateMachine.Cause;

/**
 * What holds at every moment. Each transaction is looked at before its commit, the leases after each step. The first thing that
 * does not hold ends the simulation.
 */
final class Invariants {

    private static final long LEASE_SECONDS = 10;
    private static final int FEW = 12;
    private static final Duration SOON = Duration.ofMillis(50);

    private final Simulation world;
    private final PlaceInvariants places;
    private final Set<EventId> accepted = new HashSet<>();
    private final Set<Claim> started = new HashSet<>();
    private final Set<EventId> told = new HashSet<>();
    private final Map<Life, Optional<Incarnation>> held = new HashMap<>();
    private final Set<Incarnation> lapsed = new HashSet<>();
    private long checkedAt;
    private String broken;
    private Throwable cause;

    Invariants(Simulation world) {
        this.world = world;
        this.places = new PlaceInvariants(world);
    }

    boolean isBroken() {
        return broken != null;
    }

    Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    Throwable cause() {
        return cause;
    }

    void broken(String what) {
        if (broken == null) {
            world.trace("BROKEN", what + " (step " + world.loop().doing() + ")");
            broken = what;
        }
    }

    private void ensure(boolean holds, String what, Object about) {
        if (!holds) {
            broken(what + ": " + about);
        }
    }

    /** No fault explains what was thrown. */
    void unexpected(Throwable thrown) {
        if (broken == null && !(thrown instanceof Crashed)) {
            cause = thrown;
            broken("a step threw what no fault explains: " + thrown);
        }
    }

    /** To be called before the commit, when its changes are not seen by others yet. */
    void committing(Transaction transaction) {
        PretendDatabase database = world.database();
        transaction.changesOf(database.events).forEach((id, after) -> {
            Event before = database.events.rows.get(id);
            Event ended = transaction.changesOf(database.history).containsKey(id)
                    ? transaction.get(database.history, id)
                    : null;
            event(transaction, before, after.orElse(null), ended);
        });
        transaction.changesOf(database.history).forEach((id, row) -> {
            ensure(!database.history.rows.containsKey(id), "an event ended twice", id);
            ensure(transaction.get(database.events, id) == null, "an event has ended and has not", id);
        });
        transaction.changesOf(database.published).forEach((id, claim) -> {
            ensure(!database.published.rows.containsKey(id), "an event was published twice", id);
            ensure(
                    isOwned(database.events.rows.get(id), claim.orElseThrow()),
                    "a fenced claim published",
                    claim.orElseThrow());
        });
        places.committing(transaction);
        transaction.changesOf(database.nodes).forEach((name, row) -> node(transaction, name, row.orElseThrow()));
        long active = transaction.all(database.nodes).stream()
                .filter(node -> node.state().isActive())
                .count();
        ensure(active <= world.licence(), "more nodes are active than the licence allows", active);
    }

    private void event(Transaction transaction, Event before, Event after, Event ended) {
        Event now = after == null ? ended : after;
        EventId id = (before == null ? now : before).id();
        ensure(now != null, "an event was lost", id);
        ensure(before != null || now == null || now.state() == EventState.READY, "an event began otherwise", id);
        if (now == null) {
            return;
        }
        EventState state = before == null ? null : before.state();
        for (Transaction.Act act : transaction.acts()) {
            if (act.event().equals(id)) {
                ensure(act.from() == state, "an event was not in the state that was taken for its", act);
                ensure(
                        act.from() == act.to() || StateMachine.allows(act.from(), act.to(), act.cause()),
                        "an event went where its states do not lead",
                        act);
                owner(transaction, before, act);
                state = act.to();
            }
        }
        ensure(now.state() == state, "the state of an event changed and nobody says so", id);
        ensure(
                (now.state() == EventState.RUNNING) == (now.ownerIncarnation() != null),
                "an event runs without an owner, or has one and does not run",
                id);
        if (before != null && now.attempts() < before.attempts()) {
            started.remove(EventTable.claimOf(before)); // the claim counts for nothing: the next has its number
        }
        ensure(isKnown(transaction, now.assignedNode()), "an event is assigned to an unknown node", now);
        ensure(
                after == null
                        || !holdsKey(after)
                        || ofKey(transaction, after)
                                        .filter(Invariants::holdsKey)
                                        .count()
                                == 1,
                "two events of a key may run at once",
                now);
        ensure(
                state != EventState.RUNNING || after.blockedBy() == BlockedBy.NOTHING,
                "an event runs that is blocked",
                now);
    }

    private static boolean holdsKey(Event event) {
        return event.orderingKey() != null && event.blockedBy() != BlockedBy.KEY;
    }

    private Stream<Event> ofKey(Transaction transaction, Event event) {
        return transaction.all(world.database().events).stream()
                .filter(other -> event.orderingKey().equals(other.orderingKey()));
    }

    /** What is committed later than this statement, though its number is lower, comes after the event. */
    void lettingGo(Transaction transaction, Event event) {
        ensure(
                ofKey(transaction, event)
                        .noneMatch(other -> !holdsKey(other)
                                && other.id().value() < event.id().value()),
                "an event is let go before an earlier one of its key",
                event);
    }

    private void owner(Transaction transaction, Event before, Transaction.Act act) {
        if (act.cause() == Cause.OWNER) {
            ensure(isOwned(before, act.claim()), "an end was accepted from a fenced claim", act);
        } else if (act.cause() == Cause.CLAIM) {
            ensure(act.claim().attempt() == before.attempts() + 1, "a claim was not counted", act);
        } else if (act.cause() == Cause.TAKEOVER) {
            NodeStatus node =
                    transaction.get(world.database().nodes, before.ownerNode().name());
            boolean lives = node.state().isActive()
                    && node.incarnation().equals(act.claim().incarnation());
            Life owner = world.lives().get(before.ownerNode());
            ensure(
                    !lives || transaction.life().id().equals(owner.id()),
                    "an event was taken from another node, which lives",
                    act);
            ensure(
                    !lives || owner.isDead() || !owner.runs(act.claim()) || refuses(owner, transaction, act.claim()),
                    "an event was taken from a node that lives and runs it",
                    act);
        }
    }

    /** The owner itself gives it back, as there is no place for it at its site. */
    private static boolean refuses(Life owner, Transaction transaction, Claim claim) {
        return transaction.life() == owner && owner.isAtGate(claim);
    }

    private static boolean isOwned(Event row, Claim by) {
        return row != null
                && row.state() == EventState.RUNNING
                && EventTable.claimOf(row).equals(by);
    }

    private boolean isKnown(Transaction transaction, NodeId node) {
        return node == null || transaction.get(world.database().nodes, node.name()) != null;
    }

    private void node(Transaction transaction, String name, NodeStatus after) {
        NodeStatus before = world.database().nodes.rows.get(name);
        ensure(
                before == null
                        || after.incarnation().value() >= before.incarnation().value(),
                "an incarnation is lower than the one before",
                transaction);
        boolean revoked =
                before != null && before.state().isActive() && !after.state().isActive();
        ensure(
                !revoked || mayRevoke(transaction.life(), before),
                "a node is taken for dead that lives, and may work",
                before);
    }

    /** A cut between nodes and, within the next seconds, one from the database look like a kill (decision 0001). */
    private boolean mayRevoke(Life by, NodeStatus node) {
        Life life = world.lives().get(node.id());
        return by == life
                || life.isDead()
                || world.network().isCutLately(by.id())
                || world.network().isCutLately(node.id())
                || !life.lease().incarnation().equals(Optional.of(node.incarnation()));
    }

    /** To be called after each step. Many nodes are not all looked at after each: a lease is a matter of seconds. */
    void check() {
        if (world.lives().size() > FEW && world.loop().now() - checkedAt < SOON.toNanos()) {
            return;
        }
        checkedAt = world.loop().now();
        for (Life life : world.lives().values()) {
            if (life.isDead()) {
                continue;
            }
            Optional<Incarnation> now = life.lease().incarnation();
            Optional<Incarnation> before = held.getOrDefault(life, Optional.empty());
            if (!now.equals(before)) {
                before.ifPresent(lapsed::add);
                held.put(life, now);
            }
            now.ifPresent(present -> lease(life, present));
        }
        places.check();
    }

    PlaceInvariants places() {
        return places;
    }

    private void lease(Life life, Incarnation incarnation) {
        ensure(!lapsed.contains(incarnation), "a lease goes on that had ended", life);
        NodeStatus row = world.database().nodes.rows.get(life.id().name());
        boolean silent = row != null
                && row.incarnation().equals(incarnation)
                && world.database().since(row.heartbeatAt()).toSeconds() >= LEASE_SECONDS;
        ensure(!silent, "a node holds its lease when others may take it for dead", life);
    }

    /** A node acknowledged them. */
    void accepted(Collection<EventId> ids) {
        ids.forEach(id -> ensure(isStored(id), "an event is acknowledged and not stored", id));
        accepted.addAll(ids);
    }

    private boolean isStored(EventId id) {
        PretendDatabase database = world.database();
        return database.events.rows.containsKey(id.value()) != database.history.rows.containsKey(id.value());
    }

    /** A node begins to run it. */
    void started(Life life, Claim claim) {
        ensure(started.add(claim), "a claim is run twice", claim);
        Event row = world.database().events.rows.get(claim.event().value());
        if (row != null && row.state() == EventState.RUNNING) {
            Claim known = EventTable.claimOf(row);
            long running = world.lives().values().stream()
                    .filter(other -> other != life && !other.isDead() && other.runs(known))
                    .count();
            ensure(running == 0 || !known.equals(claim), "an event runs in two places", claim);
        }
    }

    /** A node told its features of the end of the event. */
    void told(Life life, EventId id) {
        ensure(told.add(id), "the end of an event was told twice", id + " by " + life);
    }

    /** Nothing is under way any more. */
    void checkDone() {
        accepted.forEach(id -> ensure(isStored(id), "an acknowledged event was lost", id));
        PretendDatabase database = world.database();
        database.history.rows.values().stream()
                .filter(row -> row.state() == EventState.DONE)
                .forEach(row -> ensure(
                        database.published.rows.containsKey(row.id().value()),
                        "an event is DONE and was not published",
                        row.id()));
    }
}
