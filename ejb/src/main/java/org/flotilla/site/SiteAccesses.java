package org.flotilla.site;

import org.flotilla.core.FlotillaException;

/** Hands out the secrets of sites to those who connect to them, and to nobody else. */
public interface SiteAccesses {
    /** @throws FlotillaException NOT_FOUND */
    SiteAccess of(String site);
}
