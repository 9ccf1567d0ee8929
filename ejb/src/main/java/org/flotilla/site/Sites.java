package org.flotilla.site;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;

/** The sites. Reads come from the cache in steady state (K1); writes are audited and seen by all nodes within 1 s (K2). */
public interface Sites {

    /** @throws FlotillaException INVALID_INPUT, CONFLICT if the name is taken */
    Site create(SiteRequest request, String actor);

    /** @throws FlotillaException NOT_FOUND, INVALID_INPUT, STALE if {@code version} is not the present one */
    Site update(String name, SiteRequest request, long version, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE, CONFLICT if a route uses it */
    void delete(String name, long version, String actor);

    Optional<Site> find(String name);

    List<Site> list();
}
