package org.flotilla.cluster;

import java.util.Optional;
import java.util.Set;

/** What this node is doing, for its heartbeat. Implemented by the feature that runs the work. */
public interface Work {

    /** How many events it can run at a time. */
    int slots();

    /** How many it runs now. */
    int running();

    /** Task types that get no slot just now: what waits of them is better off elsewhere (W3). */
    default Set<String> full() {
        return Set.of();
    }

    /** What of it stands still; empty while all goes on. */
    Optional<Standstill> standstill();
}
