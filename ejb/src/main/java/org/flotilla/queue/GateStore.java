package org.flotilla.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.SitePlaces.Place;

/** The places of nodes at sites, and the events that wait for one (W4). Each method runs in the caller's transaction. */
public interface GateStore {

    /** How many places an active node has at a site. */
    record Held(NodeId node, Incarnation incarnation, int places) {}

    /**
     * How many places active nodes have at a site.
     *
     * @param earliest the longest joined of those nodes; null if there is none
     */
    record Taken(String site, int places, Incarnation earliest) {

        static Taken of(String site, List<Held> held) {
            return new Taken(
                    site,
                    held.stream().mapToInt(Held::places).sum(),
                    held.isEmpty() ? null : held.get(0).incarnation());
        }
    }

    /**
     * Keeps others from adding places at the site until the end of the transaction.
     *
     * @throws GateHeld if another keeps it for longer than that; the transaction cannot go on
     */
    void lock(String site, Duration patience);

    /** The places at the site of each active node that has some, the longest joined node first. */
    List<Held> held(String site);

    /** As {@link #held}, but waits for nobody: it may miss places that are added or given up just now. */
    List<Held> seen(String site);

    void insert(Place place, NodeId node);

    /**
     * Gives a claimed event back, to wait for its site, as if it had not been claimed, and writes the history row (Q2).
     *
     * @param holder the node that it shall go to; null: the one that it was dispatched to
     * @return false: the claim does not hold any more
     */
    boolean refuse(Claim claim, NodeId holder, String reason);

    void delete(Incarnation incarnation, Collection<Long> numbers);

    /** Deletes places of the incarnation, up to this number, that are not known. */
    int deleteUnknown(Incarnation incarnation, long last, Set<Long> known);

    /** Deletes places of nodes that are not active. */
    int deleteEnded();

    /**
     * Lets so many events that wait for the site be claimed, the best first. Skips what is locked.
     *
     * @param node where they shall go; null: where they were dispatched to
     */
    List<Released> release(String site, NodeId node, int limit);

    /** The sites after this one for which events wait, ascending. */
    List<Taken> waitingSites(String after, int limit);

    /** The sites at which the incarnation has places. */
    List<Taken> sitesOf(Incarnation incarnation);
}
