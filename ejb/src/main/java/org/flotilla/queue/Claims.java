package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.flotilla.cluster.IncarnationRevoked;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;

/**
 * Claiming, finishing and taking over: each one transaction.
 *
 * <p>Model ({@code docs/model}) steps CLAIM_EVENT, FENCE with COMMIT (an end), FREE_LOST, GIVE_BACK and SWEEP.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Claims {

    /** Takes the database some tens of milliseconds. */
    static final int PART = 1_000;

    private final EventStore store;
    private final jakarta.enterprise.event.Event<WorkReady> ready;
    private final jakarta.enterprise.event.Event<EventGivenUp> givenUp;

    /** For CDI's proxy. */
    protected Claims() {
        this(null, null, null);
    }

    @Inject
    public Claims(
            EventStore store,
            jakarta.enterprise.event.Event<WorkReady> ready,
            jakarta.enterprise.event.Event<EventGivenUp> givenUp) {
        this.store = store;
        this.ready = ready;
        this.givenUp = givenUp;
    }

    /**
     * Claims what was dispatched to the node and what any node may take: the one, and, if that leaves room, the other.
     *
     * @param anysFirst what any node may take comes first
     */
    public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
        return inTurn(
                limit,
                anysFirst,
                room -> store.claimAssigned(node, incarnation, room),
                room -> store.claimUnassigned(node, incarnation, room));
    }

    private static List<Claimed> inTurn(
            int limit, boolean anysFirst, IntFunction<List<Claimed>> own, IntFunction<List<Claimed>> anys) {
        List<Claimed> claimed = new ArrayList<>((anysFirst ? anys : own).apply(limit));
        if (claimed.size() < limit) {
            claimed.addAll((anysFirst ? own : anys).apply(limit - claimed.size()));
        }
        return claimed;
    }

    /** As {@link #claim}, but of these types only, and of each no more than is said. */
    public List<Claimed> claimOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
        Map<TaskType, Integer> rooms = new EnumMap<>(ofTypes);
        return inTurn(
                limit,
                anysFirst,
                room -> within(rooms, left -> store.claimAssignedOf(left, node, incarnation, room)),
                room -> within(rooms, left -> store.claimUnassignedOf(left, node, incarnation, room)));
    }

    private static List<Claimed> within(
            Map<TaskType, Integer> rooms, Function<Map<TaskType, Integer>, List<Claimed>> claim) {
        if (rooms.isEmpty()) {
            return List.of();
        }
        List<Claimed> claimed = claim.apply(rooms);
        claimed.forEach(event -> rooms.merge(event.event().type(), -1, Integer::sum));
        rooms.values().removeIf(room -> room <= 0);
        return claimed;
    }

    /** Records ends of runs; returns the events that were still owned. */
    public List<EventId> finish(NodeId node, Collection<Outcome> outcomes) {
        List<EventId> ended = store.finish(outcomes);
        outcomes.stream()
                .filter(outcome -> outcome.state() == EventState.DEAD && ended.contains(outcome.id()))
                .forEach(outcome -> givenUp.fire(new EventGivenUp(outcome.id(), node, outcome.message())));
        return ended;
    }

    /** The events that ended exactly so: for who got no answer when it recorded that. */
    public List<EventId> ended(Collection<Outcome> outcomes) {
        return store.ended(outcomes);
    }

    /**
     * Gives back, in the transaction that revokes it, what an incarnation owned, and the best of what it was assigned (Q4).
     * The sweep does the rest: a transaction that frees a million events would not end in time.
     */
    @Transactional(TxType.MANDATORY)
    public void giveBack(IncarnationRevoked revoked, NodeId by) {
        int owned = store.requeue(revoked.incarnation(), Set.of(), by, revoked.node() + ": " + revoked.reason())
                .size();
        int assigned = store.unassign(revoked.node(), PART);
        announce(owned + assigned);
    }

    /**
     * Frees what the incarnation of this node owns but never began: claims whose answer never arrived, or whose giving back
     * did not. They count as no attempt. To be called by the thread that claims, so that no claim is under way.
     */
    public int freeLost(NodeId node, Incarnation incarnation, Set<EventId> begun) {
        int found = store.requeueUnbegun(
                        incarnation,
                        begun,
                        node,
                        "Claimed, but never begun, as an answer of the database was lost. This counts as no attempt.")
                .size();
        announce(found);
        return found;
    }

    /** Frees what the incarnation of this node began and has not in hand any more, as the database refused its end. */
    public int freeEnded(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
        int found = store.requeue(incarnation, inHand, node, "It ended, but its end could not be recorded")
                .size();
        announce(found);
        return found;
    }

    /** Gives back claims of this node whose runs it has not begun and will not begin. */
    public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
        announce(store.giveBack(unbegun, node, "Claimed, but all slots were busy for long")
                .size());
    }

    /**
     * Finds work whose owner or assigned node is not there, such as that of a claim that was committed late; a part of it, if
     * it is much. To be called until it finds nothing.
     */
    public int sweep(NodeId by) {
        int found = store.requeueOrphans(by).size() + store.unassignOrphans(PART);
        announce(found);
        return found;
    }

    private void announce(int events) {
        if (events > 0) {
            ready.fire(new WorkReady(Set.of()));
        }
    }
}
