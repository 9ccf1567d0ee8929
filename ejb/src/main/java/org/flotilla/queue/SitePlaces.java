package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;

/**
 * The places that this node has at sites: taken by an event, or kept for the next one together with the connection. A kept
 * place can be promised to an event that was let go for it. Thread-safe.
 */
@ApplicationScoped
public class SitePlaces {

    /** The right to one connection. The number tells it from all others of the incarnation. */
    public record Place(String site, Incarnation incarnation, long number) {}

    /** The places that are the node's, of all that it ever asked for. */
    record Known(long last, Set<Long> numbers) {}

    private record Kept(Place place, long since) {}

    private record Promise(int places, long since) {

        Promise less() {
            return places > 1 ? new Promise(places - 1, since) : null;
        }
    }

    private final NodeClock clock;
    private final Map<String, Deque<Kept>> kept = new HashMap<>();
    private final Map<String, Promise> promised = new HashMap<>();
    private final Set<Place> known = new HashSet<>();
    private long last;

    /** For CDI's proxy. */
    protected SitePlaces() {
        this(null);
    }

    @Inject
    SitePlaces(NodeClock clock) {
        this.clock = clock;
    }

    /** A new place, before the database is asked for it. */
    synchronized Place ask(String site, Incarnation incarnation) {
        last++;
        Place place = new Place(site, incarnation, last);
        known.add(place);
        return place;
    }

    /** A kept place, that of the latest connection first. */
    synchronized Optional<Place> take(String site, Incarnation incarnation) {
        Deque<Kept> places = kept.getOrDefault(site, new ArrayDeque<>());
        if (places.isEmpty() || !places.getFirst().place().incarnation().equals(incarnation)) {
            return Optional.empty();
        }
        promised.computeIfPresent(site, (name, promise) -> promise.less());
        return Optional.of(places.removeFirst().place());
    }

    synchronized void keep(Place place) {
        kept.computeIfAbsent(place.site(), site -> new ArrayDeque<>()).addFirst(new Kept(place, clock.nanoTime()));
    }

    /** It is not the node's any more, or will be deleted. */
    synchronized void forget(Place place) {
        known.remove(place);
    }

    /** How many are kept at the site that no event was promised. */
    synchronized int free(String site) {
        Promise promise = promised.get(site);
        return kept.getOrDefault(site, new ArrayDeque<>()).size() - (promise == null ? 0 : promise.places());
    }

    /** So many kept ones are for events that were let go to this node. */
    synchronized void promise(String site, int places) {
        if (places > 0) {
            promised.merge(
                    site,
                    new Promise(places, clock.nanoTime()),
                    (before, more) -> new Promise(before.places() + more.places(), before.since()));
        }
    }

    /** The kept places at the site, taken out, for whoever gives them up. */
    synchronized List<Place> takeKept(String site) {
        return takeKept(candidate -> candidate.place().site().equals(site));
    }

    /** Those that have been kept for so long. */
    synchronized List<Place> takeKeptFor(Duration age) {
        return takeKept(candidate -> clock.since(candidate.since()).compareTo(age) >= 0);
    }

    /** The kept places at sites where events that they were promised to have not come for so long: the node is busy. */
    synchronized List<Place> takePromisedFor(Duration age) {
        Set<String> late = promised.entrySet().stream()
                .filter(entry -> clock.since(entry.getValue().since()).compareTo(age) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        late.forEach(promised::remove);
        return takeKept(candidate -> late.contains(candidate.place().site()));
    }

    /** Those that are not this incarnation's; null: all. */
    synchronized List<Place> takeKeptOfOthers(Incarnation incarnation) {
        return takeKept(candidate -> !candidate.place().incarnation().equals(incarnation));
    }

    private List<Place> takeKept(Predicate<Kept> wanted) {
        List<Place> taken = new ArrayList<>();
        kept.values()
                .forEach(places -> places.removeIf(candidate -> {
                    boolean gone = wanted.test(candidate);
                    if (gone) {
                        taken.add(candidate.place());
                        promised.remove(candidate.place().site());
                    }
                    return gone;
                }));
        kept.values().removeIf(Deque::isEmpty);
        return taken;
    }

    synchronized Known known(Incarnation incarnation) {
        return new Known(
                last,
                known.stream()
                        .filter(place -> place.incarnation().equals(incarnation))
                        .map(Place::number)
                        .collect(Collectors.toSet()));
    }

    /** Sites at which the node has places. */
    synchronized Set<String> sites() {
        return known.stream().map(Place::site).collect(Collectors.toSet());
    }
}
