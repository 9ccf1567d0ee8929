package org.flotilla.queue;

import java.util.function.Supplier;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.Site;

/**
 * Holds the cluster to a site's number of connections, and to one node where the site wants that (W4, decision 0010). A handler
 * goes through it before it does anything that would have to be undone, and connects to the site inside only, one connection
 * at a time. Thread-safe.
 */
public interface SiteGate {

    /**
     * Does the work while the event has a place at the site.
     *
     * @throws FlotillaException NOT_OWNER if there is no place now: the event was given back, as if it had not been claimed,
     *     and comes again when there is one
     */
    <T> T through(OwnedEvent event, Site site, Supplier<T> work);
}
