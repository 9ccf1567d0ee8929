package org.flotilla.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * The events in the database, which alone decides who owns one (Q1-Q5, decision 0001). Every method that changes a state
 * writes the history row (Q2). Times are the database's. Each
 * method runs in the caller's transaction, which must exist; none waits for another node's claim (Q3),
 * and what takes work from a node does not wait for that node.
 */
public interface EventStore {

    /**
     * How the run of one claim ended.
     *
     * @param message for people; may be null
     * @param error what kind of failure ended it; null if none did
     * @param retryIn set for FAILED alone
     */
    record Outcome(Claim claim, EventState state, String message, ErrorClass error, Duration retryIn) {

        public Outcome(Claim claim, EventState state, String message, Duration retryIn) {
            this(claim, state, message, null, retryIn);
        }

        /** Whether this run was one of the attempts that the event has. */
        public boolean isCounted() {
            return error == null || error.isCounted();
        }

        public EventId id() {
            return claim.event();
        }
    }

    /** A claimed event and the state it had before. */
    record Claimed(Event event, EventState before) {}

    /** New identities, ascending. */
    List<EventId> nextIds(int count);

    /** Remembers the key for the event; empty, or the event that the key was used for before. */
    Optional<EventId> useKey(String idempotencyKey, EventId id);

    /** The event that the key was used for. */
    Optional<EventId> findKey(String idempotencyKey);

    /** @param by the node that accepts it */
    void insert(EventId id, EventRequest request, Optional<NodeId> assigned, NodeId by);

    /** Claims due events assigned to the node, best first; only while the incarnation is ONLINE. */
    List<Claimed> claimAssigned(NodeId node, Incarnation incarnation, int limit);

    /** Claims due events that are assigned to no node. */
    List<Claimed> claimUnassigned(NodeId node, Incarnation incarnation, int limit);

    /**
     * As {@link #claimAssigned}, but of these types only, and of each no more than is said. Cheap however many of other types
     * wait before them.
     */
    List<Claimed> claimAssignedOf(Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit);

    /** As {@link #claimUnassigned}, but of these types only. */
    List<Claimed> claimUnassignedOf(Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit);

    /**
     * Records ends of runs, as far as their claims hold; returns the events of those. The others' work is dropped: somebody
     * else does it (Q5).
     */
    List<EventId> finish(Collection<Outcome> outcomes);

    /** Those of the events that ended by these claims and in these final states. */
    List<EventId> ended(Collection<Outcome> outcomes);

    /** Locks the event until the end of the transaction; false: the claim does not hold any more. */
    boolean lockOwned(Claim claim);

    /**
     * Makes READY again, for any node, what the incarnation owns, but for what it has in hand. Due at once, but from the
     * third time on that it is taken over without having failed in between: then it waits for a random time, up to 8 s, later
     * up to a minute, as it may be what ends its nodes (decision 0011). Skips what is locked.
     */
    List<EventId> requeue(Incarnation incarnation, Set<EventId> inHand, NodeId by, String reason);

    /** As {@link #requeue}, of what was never begun: it counts as no attempt. */
    List<EventId> requeueUnbegun(Incarnation incarnation, Set<EventId> begun, NodeId by, String reason);

    /** Makes READY again, for any node, what was claimed but never begun, as far as the claims hold; they count as no attempt. */
    List<EventId> giveBack(Collection<Claim> claims, NodeId by, String reason);

    /** Takes back the assignment of up to so many unclaimed events of a node, the best first. Skips what is locked. */
    int unassign(NodeId node, int limit);

    /**
     * As {@link #requeue}, of all incarnations that are not active: finds claims that were committed late, and what was
     * locked before. Skips what is locked now.
     */
    List<EventId> requeueOrphans(NodeId by);

    /** Takes back up to so many assignments in all to nodes that are not ONLINE, of each node the best first. Skips what is locked. */
    int unassignOrphans(int limit);

    /** Deletes up to so many events that ended longer ago than this, with their changes and keys. */
    int purge(Duration age, int limit);

    /** How many events ended longer ago than that. */
    long countOlder(Duration age);
}
