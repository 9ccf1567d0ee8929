package org.flotilla.core;

import java.util.List;

/**
 * One page of a long list.
 *
 * @param items the rows, at most as many as asked for
 * @param next the cursor of the next page, or null at the end; opaque to callers
 */
public record Page<T>(List<T> items, String next) {

    public Page {
        items = List.copyOf(items);
    }
}
