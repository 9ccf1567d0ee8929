package org.flotilla.core;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off with jitter (Q6): the delay doubles with each attempt up to a limit, and varies by a fifth either
 * way so that what failed together is not tried together.
 */
public final class Backoff {

    private static final double JITTER = 0.2;
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /** @param random uniform in [0, 1) */
    public Backoff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** How long to wait after so many attempts, at least one, have failed. */
    public Duration after(int attempts) {
        double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double bounded = Math.min(doubled, (double) longest.toMillis());
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Duration.ofMillis(Math.round(bounded * factor));
    }
}
