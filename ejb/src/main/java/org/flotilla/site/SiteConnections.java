package org.flotilla.site;

import org.flotilla.core.FlotillaException;

/** Opens connections to sites, whatever their protocol. Connections are kept and used again. Thread-safe. */
public interface SiteConnections {
    /**
     * A connection that is signed in, for one thread, until it is closed.
     *
     * @throws FlotillaException NOT_FOUND; UNREACHABLE, PARTNER_BUSY if a later try may succeed; PARTNER_IDENTITY,
     *     PARTNER_REFUSED if somebody has to change something first
     */
    SiteConnection open(String site);
}
