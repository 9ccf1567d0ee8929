package org.flotilla.route;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;

/** The routes. Reads come from the cache in steady state (K1); writes are audited and seen by all nodes within 1 s (K2). */
public interface Routes {

    /** @throws FlotillaException INVALID_INPUT (also: no such account or site), CONFLICT if the name is taken */
    Route create(RouteRequest request, String actor);

    /** @throws FlotillaException NOT_FOUND, INVALID_INPUT, STALE if {@code version} is not the present one */
    Route update(String name, RouteRequest request, long version, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE */
    void delete(String name, long version, String actor);

    Optional<Route> find(String name);

    List<Route> list();
}
