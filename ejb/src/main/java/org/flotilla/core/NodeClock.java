package org.flotilla.core;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * This node's clock: the only place that reads it. For display, for time-outs, and for a node watching its own lease;
 * never for who owns work, which is decided on the database's clock (C7).
 */
@ApplicationScoped
public class NodeClock {

    /** Wall time, UTC. May jump. */
    public Instant now() {
        return Instant.now();
    }

    /** Monotonic nanoseconds since an arbitrary moment. */
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Monotonic time since an earlier {@link #nanoTime()}. */
    public Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime() - nanoTime);
    }
}
