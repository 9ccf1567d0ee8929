package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.GateStore.Taken;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.SitePlaces.Known;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.Site;

/**
 * The short transactions of the gates of sites (W4).
 *
 * <p>A refusal is the model's ({@code docs/model}) step GIVE_BACK.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class GateTransactions {

    /** Who holds the lock needs a few milliseconds. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** A part of the sites for which events wait; takes the database some tens of milliseconds. */
    static final int PART = 1000;

    private final GateStore store;
    private final Nodes nodes;
    private final Event<WorkReady> ready;

    /** For CDI's proxy. */
    protected GateTransactions() {
        this(null, null, null);
    }

    @Inject
    public GateTransactions(GateStore store, Nodes nodes, Event<WorkReady> ready) {
        this.store = store;
        this.nodes = nodes;
        this.ready = ready;
    }

    /**
     * Gives this node the place, or the event back; the answer is why.
     *
     * <p>Looks before it takes the lock: many that come to a full site would wait for each other, to be told that it is full.
     * Who gives up a place takes no lock either, so what was seen, with the lock or without, may be over when the event is
     * given back. No event is forgotten for that: its node looks again <em>after</em> this commit ({@link
     * SiteReleaser#refused}), and who gave up the place looked after his. Of two commits the later one is followed by a look
     * that sees both: the event that waits and the place that is free. If that node is gone by then, the sweep looks.
     *
     * @throws GateHeld if a node that hangs holds the gate: nothing is done
     */
    public Optional<String> admit(Claim claim, Place place, Site site) {
        Optional<Refusal> refusal = refusal(store.seen(site.name()), claim, site);
        if (refusal.isEmpty()) {
            store.lock(site.name(), PATIENCE);
            refusal = refusal(store.held(site.name()), claim, site);
        }
        if (refusal.isEmpty()) {
            store.insert(place, nodes.self());
        }
        return refusal.map(given -> {
            store.refuse(claim, given.holder(), given.reason());
            return given.reason();
        });
    }

    private record Refusal(NodeId holder, String reason) {}

    private static Optional<Refusal> refusal(List<Held> held, Claim claim, Site site) {
        Optional<Held> other = held.stream()
                .filter(each -> site.singleNode() && !each.incarnation().equals(claim.incarnation()))
                .findFirst();
        if (other.isPresent()) {
            NodeId holder = other.get().node();
            return Optional.of(new Refusal(holder, "site " + site.name() + " runs on " + holder + " only now"));
        }
        int most = site.maximumConnections();
        return held.stream().mapToInt(Held::places).sum() < most
                ? Optional.empty()
                : Optional.of(new Refusal(
                        null, "waits for a free connection to site " + site.name() + ": all " + most + " are in use"));
    }

    /** Gives the event back without having looked. */
    public void refuse(Claim claim, String reason) {
        store.refuse(claim, null, reason);
    }

    /** Lets so many events that wait for the site be claimed, by the node if it is given. */
    public void release(String site, NodeId node, int count) {
        release(site, node, count, released -> {});
    }

    /**
     * As {@link #release(String, NodeId, int)}.
     *
     * @param before told how many there are, before the commit: after it they may have been claimed, and even have ended
     */
    public void release(String site, NodeId node, int count, IntConsumer before) {
        List<Released> released = store.release(site, node, count);
        if (!released.isEmpty()) {
            ready.fire(WorkReady.of(released.stream()
                    .map(Released::node)
                    .map(Optional::ofNullable)
                    .toList()));
        }
        before.accept(released.size());
    }

    public List<Held> held(String site) {
        return store.held(site);
    }

    /** The next part of the sites for which events wait. */
    public List<Taken> waitingSites(String after) {
        return store.waitingSites(after, PART);
    }

    public List<Taken> sitesOf(Incarnation incarnation) {
        return store.sitesOf(incarnation);
    }

    /** Gives up places of this node. */
    public void delete(Incarnation incarnation, List<Place> places) {
        store.delete(incarnation, places.stream().map(Place::number).toList());
    }

    /** Gives up places that this node was given though the answer was lost, or that it could not delete. */
    public int deleteUnknown(Incarnation incarnation, Known known) {
        return store.deleteUnknown(incarnation, known.last(), known.numbers());
    }

    public int deleteEnded() {
        return store.deleteEnded();
    }
}
