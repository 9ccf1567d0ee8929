package org.flotilla.route;

import java.util.List;

/** What happens to a file that arrives for an account in a folder under a matching name. */
public record Route(
        String name,
        String account,
        String folder,
        String pattern,
        boolean enabled,
        List<RouteStep> steps,
        long version) {

    public Route {
        steps = List.copyOf(steps);
    }
}
