package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets events through with a place that this node has kept, which asks nobody; else with one more, if the database has room for
 * it. An event that is refused is blocked by its site: it is in no index that a claim reads until a place comes free.
 */
@ApplicationScoped
class CountedGate implements SiteGate {

    private static final Logger LOG = LoggerFactory.getLogger(CountedGate.class);

    private final SitePlaces places;
    private final GateTransactions transactions;
    private final SiteReleaser releaser;

    /** For CDI's proxy. */
    protected CountedGate() {
        this(null, null, null);
    }

    @Inject
    CountedGate(SitePlaces places, GateTransactions transactions, SiteReleaser releaser) {
        this.places = places;
        this.transactions = transactions;
        this.releaser = releaser;
    }

    @Override
    public <T> T through(OwnedEvent event, Site site, Supplier<T> work) {
        Place place = places.take(site.name(), event.incarnation()).orElseGet(() -> asked(event, site));
        try {
            return work.get();
        } finally {
            releaser.left(place);
        }
    }

    private Place asked(OwnedEvent event, Site site) {
        Place place = places.ask(site.name(), event.incarnation());
        Optional<String> refusal = Optional.of("the database did not answer");
        try {
            refusal = admitted(event, place, site);
        } catch (Throwable e) { // also what a transaction's end throws undeclared
            // The event may have been given back, and be claimed again under the same number: its end must not be told
            // twice
            LOG.warn("Whether event {} may connect to site {} could not be told", event.id(), site.name(), e);
        } finally {
            if (refusal.isPresent()) {
                places.forget(place);
            }
        }
        refusal.ifPresent(reason -> {
            throw new GivenBack(event.id(), reason);
        });
        return place;
    }

    private Optional<String> admitted(OwnedEvent event, Place place, Site site) {
        try {
            Optional<String> refusal = transactions.admit(event.claim(), place, site);
            refusal.ifPresent(reason -> releaser.refused(site.name()));
            return refusal;
        } catch (GateHeld e) {
            LOG.info("Event {} waits: {}", event.id(), e.getMessage());
            String reason = "the gate of site " + site.name() + " is held by a node that does not answer";
            transactions.refuse(event.claim(), reason);
            releaser.refused(site.name());
            return Optional.of(reason);
        }
    }
}
