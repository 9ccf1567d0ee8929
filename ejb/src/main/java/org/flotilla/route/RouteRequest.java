package org.flotilla.route;

import java.util.List;

/**
 * What a route shall be.
 *
 * @param folder absolute within the account's home: {@code /} or {@code /in}; null means {@code /}
 * @param pattern a glob for the file's name ({@code *.csv}); null means {@code *}
 * @param enabled null means true
 * @param inOrder the files go to each site one after the other, in the order of their arrival (Q7); null means false
 * @param steps at least one
 */
public record RouteRequest(
        String name,
        String account,
        String folder,
        String pattern,
        Boolean enabled,
        Boolean inOrder,
        List<RouteStep> steps) {}
