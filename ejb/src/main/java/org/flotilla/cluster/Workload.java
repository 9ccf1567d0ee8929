package org.flotilla.cluster;

import java.util.Set;

/**
 * What a node has to do, as its heartbeat tells.
 *
 * @param slots how many events it can run at a time
 * @param running how many it runs
 * @param full task types of which it runs as many as it may, though it may have slots for others
 */
public record Workload(int slots, int running, Set<String> full) {

    static final Workload NONE = new Workload(0, 0, Set.of());

    public Workload {
        full = Set.copyOf(full);
    }
}
