package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.flotilla.queue.GateStore.Taken;
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

    private static final String BEGINNING = "";

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

    /** Of the round that is under way: the site that it has come to, and those that it has met. */
    private String after = BEGINNING;

    private final Set<String> met = new HashSet<>();
    private boolean thoroughly;

    /** What became thorough only in the middle is to be followed by a round that is so from the beginning. */
    private boolean thoroughlyAgain;

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
        serveOwn(site);
        if (everywhere || isOursAlone(site)) {
            lookEverywhere(site);
        }
    }

    private void serveOwn(String site) {
        int free = places.free(site);
        if (free > 0 && isOnline()) {
            transactions.release(site, nodes.self(), free, released -> places.promise(site, released));
        } else if (free > 0) {
            giveUp(places.takeKept(site));
        }
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

    private void releaseToFree(String site) {
        releaseToFree(Taken.of(site, transactions.held(site)));
    }

    /**
     * As many as there are places that no node has. For a site of a single node only the one that has the others does so, for
     * itself, and while it has a free slot: else idle nodes would take from it what they are refused for, for ever.
     */
    private void releaseToFree(Taken taken) {
        Optional<Site> site = sites.find(taken.site());
        int free = site.map(Site::maximumConnections).orElse(ALL + taken.places()) - taken.places();
        boolean oneNodes =
                taken.earliest() != null && site.filter(Site::singleNode).isPresent();
        if (free > 0 && !oneNodes) {
            transactions.release(taken.site(), null, free);
        } else if (free > 0
                && lease.incarnation().filter(taken.earliest()::equals).isPresent()
                && hasRoom()) {
            transactions.release(taken.site(), nodes.self(), free);
        }
    }

    private boolean isOursAlone(String site) {
        return places.sites().contains(site)
                && sites.find(site).filter(Site::singleNode).isPresent();
    }

    private boolean isOnline() {
        return self().isPresent();
    }

    /** A node of which a task type is full counts as one without room, as for who takes work from others (W3). */
    private boolean hasRoom() {
        return self().filter(node -> node.running() < node.slots()).isPresent();
    }

    private Optional<NodeStatus> self() {
        return nodes.online().stream()
                .filter(node -> node.id().equals(nodes.self()))
                .findFirst();
    }

    /** One part of the sites for which events wait; a round over all of them takes as many sweeps as there are parts. */
    private void sweep() {
        boolean now = sweepNow;
        sweepNow = false;
        sweptAt = clock.nanoTime();
        Incarnation life = lease.incarnation().orElse(null);
        giveUp(places.takeKeptOfOthers(life));
        if (life == null) {
            return;
        }
        if (now || after.equals(BEGINNING)) {
            thoroughly =
                    now || thoroughlyAgain || clock.since(sweptThoroughlyAt).compareTo(THOROUGHLY_EVERY) >= 0;
            thoroughlyAgain = now && !after.equals(BEGINNING);
            if (thoroughly) {
                sweptThoroughlyAt = clock.nanoTime();
                tidy(life);
            }
        }
        boolean everywhere = thoroughly && isFirst();
        for (Taken taken : nextPart()) {
            serveOwn(taken.site());
            if (refused.remove(taken.site()) || everywhere || isOursAlone(taken.site())) {
                releaseToFree(taken);
            }
        }
    }

    private List<Taken> nextPart() {
        List<Taken> part = transactions.waitingSites(after);
        part.forEach(taken -> met.add(taken.site()));
        wanted.addAll(met);
        if (part.size() < GateTransactions.PART) {
            wanted.retainAll(met);
            lookedAt.keySet().retainAll(met);
            met.clear();
            after = BEGINNING;
        } else {
            after = part.get(part.size() - 1).site();
        }
        return part;
    }

    /** What was kept, or promised, for long; what is too much; what nobody knows of. */
    private void tidy(Incarnation life) {
        giveUp(places.takeKeptFor(KEPT_FOR));
        giveUp(places.takePromisedFor(THOROUGHLY_EVERY));
        crowded.retainAll(places.sites());
        for (Taken taken : transactions.sitesOf(life)) {
            if (isCrowded(taken, life)) {
                crowded.add(taken.site());
                giveUp(places.takeKept(taken.site()));
            } else {
                crowded.remove(taken.site());
            }
        }
        transactions.deleteUnknown(life, places.known(life));
        if (isFirst()) {
            transactions.deleteEnded();
        }
    }

    /** The site's limits are others than they were when the nodes got their places. */
    private boolean isCrowded(Taken taken, Incarnation life) {
        Site site = sites.find(taken.site()).orElse(null);
        return site == null
                || taken.places() > site.maximumConnections()
                || (site.singleNode() && !life.equals(taken.earliest()));
    }

    private boolean isFirst() {
        List<NodeStatus> online = nodes.online();
        return !online.isEmpty() && online.get(0).id().equals(nodes.self());
    }
}
