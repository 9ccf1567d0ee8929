package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.Site;

/** What holds of the places of sites at every moment (W4). */
final class PlaceInvariants {

    /** A thorough sweep comes every five seconds, and is tried again a second after it failed. */
    private static final Duration SWEPT = Duration.ofSeconds(8);

    private final Simulation world;
    private final Map<SitePlace.Key, Long> lostSince = new HashMap<>();
    private boolean calm;

    PlaceInvariants(Simulation world) {
        this.world = world;
    }

    /** From now on nobody holds a place for long of which nobody knows. */
    void becomeCalm() {
        calm = true;
    }

    /** To be called before the commit. A maximum that was lowered since takes no place away. */
    void committing(Transaction transaction) {
        transaction
                .changesOf(world.database().places)
                .forEach((key, place) -> place.ifPresent(
                        taken -> taken(transaction, taken, transaction.asked().orElseThrow())));
    }

    private void taken(Transaction transaction, SitePlace taken, Site site) {
        List<SitePlace> active = transaction.all(world.database().places).stream()
                .filter(place -> place.site().equals(taken.site()))
                .filter(place -> PretendGateStore.isActive(transaction, world.database(), place))
                .toList();
        ensure(
                active.size() <= site.maximumConnections(),
                "more places of a site are held than its maximum, " + site.maximumConnections(),
                active);
        ensure(
                !site.singleNode()
                        || active.stream()
                                        .map(SitePlace::incarnation)
                                        .distinct()
                                        .count()
                                <= 1,
                "two nodes hold places of a site that is for one",
                active);
    }

    /** To be called after each step. */
    void check() {
        Map<String, Life> alone = new HashMap<>();
        for (Life life : world.lives().values()) {
            if (!life.isDead()) {
                life.connections().used().stream()
                        .filter(place -> isActive(life, place.incarnation()))
                        .forEach(place -> atSite(life, place, alone));
            }
        }
        if (calm) {
            checkLost();
        }
    }

    /** The event of a node that was revoked is fenced, and its places are others'. */
    private boolean isActive(Life life, Incarnation incarnation) {
        NodeStatus row = world.database().nodes.rows.get(life.id().name());
        return row != null
                && row.incarnation().equals(incarnation)
                && row.state().isActive();
    }

    private void atSite(Life life, Place place, Map<String, Life> alone) {
        String site = place.site();
        SitePlace row = world.database().places.rows.get(new SitePlace.Key(place.incarnation(), place.number()));
        ensure(row != null && row.site().equals(site), "an event is at its site without a place", life + ", " + place);
        long places = world.database().places.rows.values().stream()
                .filter(each -> each.site().equals(site) && each.incarnation().equals(place.incarnation()))
                .count();
        ensure(
                !life.connections().areOfOneIncarnation() || life.connections().open(site) <= places,
                "a node has more connections than places",
                life + ", " + site);
        if (site.equals(Configuration.ALWAYS_SINGLE)) {
            Life other = alone.putIfAbsent(site, life);
            ensure(other == null || other == life, "two nodes are at a site that is for one", life + ", " + other);
        }
    }

    /** A place is lost if its node is gone, or does not know of it. */
    private void checkLost() {
        long now = world.loop().now();
        lostSince.keySet().retainAll(Set.copyOf(world.database().places.rows.keySet()));
        for (SitePlace place : world.database().places.rows.values()) {
            if (isLost(place)) {
                long since = lostSince.computeIfAbsent(place.key(), any -> now);
                ensure(now - since <= SWEPT.toNanos(), "a place is held for long by nobody", place);
            } else {
                lostSince.remove(place.key());
            }
        }
    }

    private boolean isLost(SitePlace place) {
        Life life = world.lives().get(place.node());
        return !life.lease().incarnation().equals(Optional.of(place.incarnation()))
                || !life.queue().gates().knows(place.incarnation(), place.key().number());
    }

    private void ensure(boolean holds, String what, Object about) {
        if (!holds) {
            world.invariants().broken(what + ": " + about);
        }
    }
}
