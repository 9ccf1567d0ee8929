package org.flotilla.queue;

import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.GateStore.Taken;
import org.flotilla.queue.SitePlaces.Known;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/**
 * What the gates of sites do on one node of the simulator, put together by hand from the product's own classes. A run is spread
 * over several steps, so a way through the gate is cut in two: {@link #enter} and {@link #leave}.
 */
public final class GatePart {

    private final Sites sites;
    private final SitePlaces places;
    private final LaterLeft releaser;
    private final CountedGate gate;

    GatePart(QueuePart.Host host, Event<WorkReady> ready) {
        sites = host.sites();
        places = new SitePlaces(host.clock());
        GateTransactions transactions = new InTransactions(host, ready);
        releaser = new LaterLeft(transactions, places, host);
        releaser.wakeBy(host.wakeReleasing());
        gate = new CountedGate(places, transactions, releaser);
    }

    /**
     * As a handler does before it connects to the site of the event; the place is the event's until {@link #leave}.
     *
     * @throws FlotillaException NOT_OWNER: there is no place now, the event was given back
     */
    public Place enter(OwnedEvent event) {
        Site site = sites.find(event.event().site()).orElseThrow();
        gate.through(event, site, () -> null);
        return releaser.entered;
    }

    /** As at the end of a way through the gate, when the connection is kept already. */
    public void leave(Place place) {
        releaser.leave(place);
    }

    /** Whether this node knows that the place is its own. */
    public boolean knows(Incarnation incarnation, long number) {
        return places.known(incarnation).numbers().contains(number);
    }

    /** As the thread of {@link Release} does, for sites; returns how long to pause. */
    Duration step() {
        return releaser.step();
    }

    /** Nodes or sites are others now. */
    void sweepNow() {
        releaser.sweepNow();
    }

    void told(ClusterMessage message) {
        if (message.topic().startsWith(SiteReleaser.TOPIC)) {
            releaser.wanted(message.topic().substring(SiteReleaser.TOPIC.length()));
        }
    }

    /** The gate says that an event has left as soon as it has entered: the run goes on, and says so itself. */
    private static final class LaterLeft extends SiteReleaser {
        private Place entered;

        LaterLeft(GateTransactions transactions, SitePlaces places, QueuePart.Host host) {
            super(
                    transactions,
                    places,
                    host.sites(),
                    host.connections(),
                    host.nodes(),
                    host.lease(),
                    host.messages(),
                    host.clock());
        }

        @Override
        void left(Place place) {
            entered = place;
        }

        void leave(Place place) {
            super.left(place);
        }
    }

    private static final class InTransactions extends GateTransactions {
        private final QueuePart.Transactions transactions;
        private final Consumer<Site> asking;

        InTransactions(QueuePart.Host host, Event<WorkReady> ready) {
            super(host.stores().gates(), host.nodes(), ready);
            this.transactions = host.transactions();
            this.asking = host.asking();
        }

        private void run(String name, Runnable work) {
            transactions.run(name, () -> {
                work.run();
                return null;
            });
        }

        @Override
        public Optional<String> admit(Claim claim, Place place, Site site) {
            return transactions.run("admit", () -> {
                asking.accept(site);
                return super.admit(claim, place, site);
            });
        }

        @Override
        public void refuse(Claim claim, String reason) {
            run("refuse", () -> super.refuse(claim, reason));
        }

        @Override
        public void release(String site, NodeId node, int count, IntConsumer before) {
            run("releaseSite", () -> super.release(site, node, count, before));
        }

        @Override
        public List<Held> held(String site) {
            return transactions.run("held", () -> super.held(site));
        }

        @Override
        public List<Taken> waitingSites(String after) {
            return transactions.run("waitingSites", () -> super.waitingSites(after));
        }

        @Override
        public List<Taken> sitesOf(Incarnation incarnation) {
            return transactions.run("sitesOf", () -> super.sitesOf(incarnation));
        }

        @Override
        public void delete(Incarnation incarnation, List<Place> gone) {
            run("deletePlaces", () -> super.delete(incarnation, gone));
        }

        @Override
        public int deleteUnknown(Incarnation incarnation, Known known) {
            return transactions.run("deleteUnknown", () -> super.deleteUnknown(incarnation, known));
        }

        @Override
        public int deleteEnded() {
            return transactions.run("deleteEnded", super::deleteEnded);
        }
    }
}
