package org.flotilla.cluster;

import java.util.Optional;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;

/**
 * This node's own right to work (decision 0001). Watched on a monotonic clock: it ends by itself, without anything from
 * outside, when the node could not renew for 7 seconds. Thread-safe.
 */
public interface Lease {

    /** Whether this node may start work and cause outside effects now. */
    boolean isHeld();

    /** The incarnation under which the lease is held; empty while it is not. */
    Optional<Incarnation> incarnation();

    /**
     * Returns if the lease is held, under this incarnation. To be called before each outside effect.
     *
     * @throws FlotillaException NOT_OWNER otherwise
     */
    void ensureHeld(Incarnation incarnation);

    /**
     * Returns if this node may accept new sessions and files from outside.
     *
     * @throws FlotillaException NODE_NOT_READY with the reason otherwise; the client should try another node
     */
    void ensureAccepting();
}
