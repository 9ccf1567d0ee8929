package org.flotilla.test;

import java.time.Duration;
import java.time.Instant;
import org.flotilla.core.NodeClock;

/** A clock that goes only when it is told to. */
public final class ManualClock extends NodeClock {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;

    public void advance(Duration span) {
        now = now.plus(span);
        nanos += span.toNanos();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }
}
