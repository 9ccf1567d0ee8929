package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flotilla.cluster.ClusterMessages;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.KeptConnections;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/**
 * Brings the events that wait for a site to the places that come free (W4): to this node if it has one, with its connection; else
 * wherever. A place that nobody used for a minute is given up. {@link #step} is called by one thread, the others by any.
 */
@ApplicationScoped
class SiteReleaser {

    static final String TOPIC = "queue.site.";
    static final Duration EVERY = Duration.ofSeconds(1);
    static final Duration THOROUGHLY_EVERY = Duration.ofSeconds(5);
    static final Duration KEPT_FOR = Duration.ofSeconds(60);

    /** For a site that was deleted: what waits for it shall run, and fail. */
    private static final int ALL = 1000;

    private final GateTransactions transactions;
    private final SitePlaces places;
    private final Sites sites;
    private final KeptConnections connections;
    private final Nodes nodes;
    private final Lease lease;
    private final ClusterMessages messages;
    private final NodeClock clock;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> crowded = ConcurrentHashMap.newKeySet();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Queue<Place> leaving = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};
    private volatile boolean sweepNow = true;
    private final Map<String, Long> lookedAt = new HashMap<>();
    private long sweptAt;
    private long sweptThoroughlyAt;

    /** For CDI's proxy. */
    protected SiteReleaser() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    SiteReleaser(
            GateTransactions transactions,
            SitePlaces places,
            Sites sites,
            KeptConnections connections,
            Nodes nodes,
            Lease lease,
            ClusterMessages messages,
            NodeClock clock) {
        this.transactions = transactions;
        this.places = places;
        this.sites = sites;
        this.connections = connections;
        this.nodes = nodes;
        this.lease = lease;
        this.messages = messages;
        this.clock = clock;
    }

    /** What to call when there is something for {@link #step} to do. */
    void wakeBy(Runnable call) {
        wake = call;
    }

    /** An event does not need its place any more. The connection is closed or kept already. */
    void left(Place place) {
        boolean keep =
                lease.incarnation().filter(place.incarnation()::equals).isPresent() && !crowded.contains(place.site());
        if (!keep) {
            leaving.add(place);
            wake.run();
            return;
        }
        places.keep(place);
        if (wanted.contains(place.site())) {
            changed.add(place.site());
            wake.run();
        }
    }

    /** An event of this node was refused, and that is committed. */
    void refused(String site) {
        if (wanted.add(site)) {
            messages.send(Set.of(), TOPIC + site);
        }
        refused.add(site);
        changed.add(site);
        wake.run();
    }

    /** Another node has an event that waits for the site. */
    void wanted(String site) {
        wanted.add(site);
        changed.add(site);
        wake.run();
    }

    /** Nodes or sites are others now. */
    void sweepNow() {
        sweepNow = true;
        wake.run();
    }

    /** Does what there is to do; returns how long to pause, unless something changes. */
    Duration step() {
        boolean done = false;
        try {
            giveUpLeaving();
            for (String site : List.copyOf(changed)) {
                changed.remove(site);
                serve(site, refused.remove(site));
            }
            if (sweepNow || clock.since(sweptAt).compareTo(EVERY) >= 0) {
                sweep();
            }
            done = true;
        } finally {
            sweepNow |= !done;
        }
        Duration left = EVERY.minus(clock.since(sweptAt));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void giveUpLeaving() {
        List<Place> gone = new ArrayList<>();
        for (Place place = leaving.poll(); place != null; place = leaving.poll()) {
            gone.add(place);
        }
        giveUp(gone);
    }

    /**
     * The connections first, then the right to them; then others may come. Looks after the commit, also if nobody is known to
     * wait: an event may have been refused meanwhile ({@link GateTransactions#admit}).
     */
    private void giveUp(List<Place> gone) {
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(place -> {
            connections.closeOne(place.site());
            places.forget(place);
        });
        Optional<Incarnation> life = lease.incarnation();
        List<Place> ours = gone.stream()
                .filter(place -> life.filter(place.incarnation()::equals).isPresent())
                .toList();
        if (!ours.isEmpty()) {
            transactions.delete(life.orElseThrow(), ours);
            ours.stream().map(Place::site).distinct().forEach(this::releaseToFree);
        }
    }

    /** The node's own places first; everywhere: then also those that are free for any node. */
    private void serve(String site, boolean everywhere) {
        if (!lease.isHeld()) {
            return;
        }
        int free = places.free(site);
        if (free > 0 && isOnline(nodes.self())) {
            transactions.release(site, nodes.self(), free, released -> places.promise(site, released));
        } else if (free > 0) {
            giveUp(places.takeKept(site));
        }
        if (everywhere || isOursAlone(site)) {
            lookEverywhere(site);
        }
    }

    private boolean isOursAlone(String site) {
        return places.sites().contains(site)
                && sites.find(site).filter(Site::singleNode).isPresent();
    }

    /** At most once in a while, as refusals may be many; the look that is left out is made by the next sweep. */
    private void lookEverywhere(String site) {
        Long before = lookedAt.get(site);
        if (before == null || clock.since(before).compareTo(EVERY) >= 0) {
            lookedAt.put(site, clock.nanoTime());
            releaseToFree(site);
        } else {
            refused.add(site);
        }
    }

    /**
     * As many as there are places that no node has. For a site of a single node only the one that has the others does so, for
     * itself, and while it has a free slot: else idle nodes would take from it what they are refused for, for ever.
     */
    private void releaseToFree(String site) {
        List<Held> held = transactions.held(site);
        int taken = held.stream().mapToInt(Held::places).sum();
        Optional<Site> found = sites.find(site);
        int free = found.map(Site::maximumConnections).orElse(ALL + taken) - taken;
        Optional<NodeId> holder = found.filter(Site::singleNode)
                .flatMap(single -> held.stream().map(Held::node).findFirst());
        if (free > 0 && holder.map(this::isSelfWithRoom).orElse(true)) {
            transactions.release(site, holder.orElse(null), free);
        }
    }

    /** A node of which a task type is full counts as one without room, as for who takes work from others (W3). */
    private boolean isSelfWithRoom(NodeId holder) {
        return holder.equals(nodes.self())
                && nodes.online().stream().anyMatch(node -> node.id().equals(holder) && node.running() < node.slots());
    }

    private boolean isOnline(NodeId node) {
        return nodes.online().stream().map(NodeStatus::id).anyMatch(node::equals);
    }

    private void sweep() {
        boolean thoroughly = sweepNow || clock.since(sweptThoroughlyAt).compareTo(THOROUGHLY_EVERY) >= 0;
        sweepNow = false;
        sweptAt = clock.nanoTime();
        Incarnation life = lease.incarnation().orElse(null);
        giveUp(places.takeKeptOfOthers(life));
        if (life == null) {
            return;
        }
        Set<String> waiting = Set.copyOf(transactions.waitingSites());
        wanted.addAll(waiting);
        wanted.retainAll(waiting);
        lookedAt.keySet().retainAll(waiting);
        if (thoroughly) {
            sweptThoroughlyAt = clock.nanoTime();
            tidy(life);
        }
        boolean everywhere = thoroughly && isFirst();
        waiting.forEach(site -> serve(site, refused.remove(site) || everywhere));
    }

    /** What was kept, or promised, for long; what is too much; what nobody knows of. */
    private void tidy(Incarnation life) {
        giveUp(places.takeKeptFor(KEPT_FOR));
        giveUp(places.takePromisedFor(THOROUGHLY_EVERY));
        crowded.retainAll(places.sites());
        for (String site : places.sites()) {
            if (isCrowded(site, life)) {
                crowded.add(site);
                giveUp(places.takeKept(site));
            } else {
                crowded.remove(site);
            }
        }
        transactions.deleteUnknown(life, places.known(life));
        if (isFirst()) {
            transactions.deleteEnded();
        }
    }

    /** The site's limits are others than they were when the nodes got their places. */
    private boolean isCrowded(String name, Incarnation life) {
        Site site = sites.find(name).orElse(null);
        if (site == null) {
            return true;
        }
        List<Held> held = transactions.held(name);
        boolean earlier = held.stream()
                .map(Held::incarnation)
                .min(Comparator.comparing(Incarnation::value))
                .filter(first -> !first.equals(life))
                .isPresent();
        return held.stream().mapToInt(Held::places).sum() > site.maximumConnections() || (site.singleNode() && earlier);
    }

    private boolean isFirst() {
        List<NodeStatus> online = nodes.online();
        return !online.isEmpty() && online.get(0).id().equals(nodes.self());
    }
}
