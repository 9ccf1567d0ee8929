package org.flotilla.route;

import java.util.List;

/**
 * What happens to a file that arrives for an account in a folder under a matching name.
 *
 * @param inOrder the files go to each site one after the other, in the order of their arrival (Q7)
 */
public record Route(
        String name,
        String account,
        String folder,
        String pattern,
        boolean enabled,
        boolean inOrder,
        List<RouteStep> steps,
        long version) {

    public Route {
        steps = List.copyOf(steps);
    }
}
