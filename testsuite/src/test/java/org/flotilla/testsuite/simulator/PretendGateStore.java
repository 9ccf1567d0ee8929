package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.GateHeld;
import org.flotilla.queue.GateStore;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.queue.StateMachine.Cause;

/**
 * The places of nodes at sites and the events that wait for one, as {@code gate.sql} treats them. The statements of the two
 * databases differ in what they do with places that another transaction has locked; a simulation is of one of them.
 */
class PretendGateStore extends EventTable implements GateStore {

    PretendGateStore(PretendDatabase database) {
        super(database);
    }

    @Override
    public void lock(String site, Duration patience) {
        if (!current().tryLock(database().gates, site)) {
            throw new GateHeld(site, null);
        }
    }

    @Override
    public List<Held> held(String site) {
        return held(site, place -> true);
    }

    @Override
    public List<Held> seen(String site) {
        return held(site, this::isSeen);
    }

    private List<Held> held(String site, Predicate<SitePlace> which) {
        Map<Long, List<SitePlace>> lives = active(site)
                .filter(which)
                .collect(
                        Collectors.groupingBy(place -> place.incarnation().value(), TreeMap::new, Collectors.toList()));
        return lives.values().stream()
                .map(places -> new Held(places.get(0).node(), places.get(0).incarnation(), places.size()))
                .toList();
    }

    /** The places at the site that count: of nodes that are active. */
    private Stream<SitePlace> active(String site) {
        return places().filter(place -> place.site().equals(site) && counts(place));
    }

    /** Whether the node of the place is active. */
    protected boolean counts(SitePlace place) {
        return isActive(current(), database(), place);
    }

    static boolean isActive(Transaction transaction, PretendDatabase database, SitePlace place) {
        NodeStatus node = transaction.get(database.nodes, place.node().name());
        return node != null
                && node.incarnation().equals(place.incarnation())
                && node.state().isActive();
    }

    private Stream<SitePlace> places() {
        return current().all(database().places).stream();
    }

    /** SQL Server's {@code readpast}: neither the place nor its node is locked. */
    private boolean isSeen(SitePlace place) {
        return !database().passesLocked()
                || (database().isFree(database().places, place.key())
                        && database().isFree(database().nodes, place.node().name()));
    }

    @Override
    public void insert(Place place, NodeId node) {
        SitePlace.Key key = new SitePlace.Key(place.incarnation(), place.number());
        current().put(database().places, key, new SitePlace(key, place.site(), node));
    }

    @Override
    public boolean refuse(Claim claim, NodeId holder, String reason) {
        Event row = row(claim.event());
        if (row == null || !holds(claim, row)) {
            return false;
        }
        put(EventRow.refused(row, holder, now()));
        did(row.id(), row.state(), EventState.READY, Cause.TAKEOVER, claim);
        return true;
    }

    @Override
    public void delete(Incarnation incarnation, Collection<Long> numbers) {
        numbers.stream()
                .map(number -> new SitePlace.Key(incarnation, number))
                .filter(key -> current().get(database().places, key) != null)
                .forEach(this::delete);
    }

    @Override
    public int deleteUnknown(Incarnation incarnation, long last, Set<Long> known) {
        return delete(place -> place.incarnation().equals(incarnation)
                && place.key().number() <= last
                && !known.contains(place.key().number()));
    }

    @Override
    public int deleteEnded() {
        return delete(place -> !isActive(current(), database(), place));
    }

    private int delete(Predicate<SitePlace> which) {
        List<SitePlace.Key> keys = places().filter(which)
                .map(SitePlace::key)
                .filter(key -> !database().passesLocked() || database().isFree(database().places, key))
                .toList();
        keys.forEach(this::delete);
        return keys.size();
    }

    private void delete(SitePlace.Key key) {
        current().put(database().places, key, null);
    }

    @Override
    public List<Released> release(String site, NodeId node, int limit) {
        List<Event> best = unlocked(row -> waits(row) && site.equals(row.site()))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
        return best.stream().map(row -> release(row, node)).toList();
    }

    private Released release(Event row, NodeId node) {
        NodeId assigned = ifOnline(node == null ? row.assignedNode() : node);
        put(EventRow.letGo(row, assigned));
        return new Released(row.id(), assigned);
    }

    private boolean waits(Event row) {
        return row.blockedBy() == BlockedBy.SITE && isWaiting(row);
    }

    @Override
    public List<Taken> waitingSites(String after, int limit) {
        return rows().filter(this::waits)
                .map(Event::site)
                .filter(site -> site.compareTo(after) > 0)
                .distinct()
                .sorted()
                .limit(limit)
                .map(site -> taken(site, this::isSeen))
                .toList();
    }

    @Override
    public List<Taken> sitesOf(Incarnation incarnation) {
        return places().filter(place -> place.incarnation().equals(incarnation))
                .map(SitePlace::site)
                .distinct()
                .sorted()
                .map(site -> taken(site, place -> true))
                .toList();
    }

    private Taken taken(String site, Predicate<SitePlace> which) {
        List<Held> held = held(site, which);
        return new Taken(
                site,
                held.stream().mapToInt(Held::places).sum(),
                held.isEmpty() ? null : held.get(0).incarnation());
    }
}
