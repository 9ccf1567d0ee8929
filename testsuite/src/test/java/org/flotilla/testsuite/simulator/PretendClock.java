package org.flotilla.testsuite.simulator;

import java.time.Instant;
import java.util.Random;
import java.util.function.LongSupplier;
import org.flotilla.core.NodeClock;

/** A node's clock: up to a day wrong, and up to two per cent too fast or too slow. */
final class PretendClock extends NodeClock {

    private static final double MOST_DRIFT = 0.02;
    private static final int DAY_SECONDS = 86_400;

    private final LongSupplier time;
    private final double rate;
    private final Instant beginning;
    private final long zero;

    /** @param time nanoseconds of true time */
    PretendClock(LongSupplier time, Random random) {
        this.time = time;
        this.rate = 1 + MOST_DRIFT * (2 * random.nextDouble() - 1);
        this.beginning =
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(2 * DAY_SECONDS) - DAY_SECONDS);
        this.zero = random.nextInt();
    }

    @Override
    public Instant now() {
        return beginning.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return zero + Math.round((double) time.getAsLong() * rate);
    }
}
