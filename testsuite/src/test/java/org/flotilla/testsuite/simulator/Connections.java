package org.flotilla.testsuite.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.KeptConnections;

/** The connections of one process to sites: those that events use, and those that are kept. */
final class Connections implements KeptConnections {

    private final List<Place> used = new ArrayList<>();
    private final Map<String, Long> kept = new TreeMap<>();
    private final Map<String, Long> uses = new TreeMap<>();
    private final Set<Incarnation> incarnations = new HashSet<>();

    /** A kept one, or another. */
    void open(Place place) {
        closeOne(place.site());
        used.add(place);
        uses.merge(place.site(), 1L, Long::sum);
        incarnations.add(place.incarnation());
    }

    void keep(Place place) {
        used.remove(place);
        kept.merge(place.site(), 1L, Long::sum);
    }

    @Override
    public void closeOne(String site) {
        kept.computeIfPresent(site, (name, count) -> count > 1 ? count - 1 : null);
    }

    /** The places of events that are at their sites. */
    List<Place> used() {
        return used;
    }

    long used(String site) {
        return used.stream().filter(place -> place.site().equals(site)).count();
    }

    /** How many are open to the site. */
    long open(String site) {
        return used(site) + kept.getOrDefault(site, 0L);
    }

    /** How many events have come to the site so far. */
    long uses(String site) {
        return uses.getOrDefault(site, 0L);
    }

    /** Whether all that was ever used was of one incarnation: one that came back has connections of before, which it closes. */
    boolean areOfOneIncarnation() {
        return incarnations.size() == 1;
    }
}
