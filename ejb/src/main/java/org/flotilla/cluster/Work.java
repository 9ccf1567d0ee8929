package org.flotilla.cluster;

import java.util.Optional;

/** What this node is doing, for its heartbeat. Implemented by the feature that runs the work. */
public interface Work {

    /** How many events it can run at a time. */
    int slots();

    /** How many it runs now. */
    int running();

    /** What of it stands still; empty while all goes on. */
    Optional<Standstill> standstill();
}
