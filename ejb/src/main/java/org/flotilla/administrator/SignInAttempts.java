package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.core.NodeClock;

/**
 * Counts refused sign-ins per name, and locks a name from the fifth in a row on: for 30 seconds, then doubling up to 15
 * minutes. In this node's memory only, so an attacker has that many tries on each node. Thread-safe.
 */
@ApplicationScoped
class SignInAttempts {

    static final int FREE = 5;
    static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int MOST_NAMES = 10_000;

    private final Map<String, Refusals> byName = new ConcurrentHashMap<>();
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected SignInAttempts() {
        this(null);
    }

    @Inject
    SignInAttempts(NodeClock clock) {
        this.clock = clock;
    }

    /** How long the name is still locked; zero if it is not. */
    Duration lockedFor(String name) {
        Refusals refusals = byName.get(name);
        if (refusals == null) {
            return Duration.ZERO;
        }
        Duration left = lockAfter(refusals.count).minus(clock.since(refusals.lastNano));
        return left.isNegative() ? Duration.ZERO : left;
    }

    void refused(String name) {
        if (byName.size() >= MOST_NAMES) {
            byName.values().removeIf(this::isForgotten);
        }
        byName.compute(name, (key, known) -> new Refusals(countAfter(known), clock.nanoTime()));
    }

    void accepted(String name) {
        byName.remove(name);
    }

    private int countAfter(Refusals known) {
        return known == null || isForgotten(known) ? 1 : known.count + 1;
    }

    private boolean isForgotten(Refusals refusals) {
        return clock.since(refusals.lastNano).compareTo(FORGOTTEN_AFTER) > 0;
    }

    static Duration lockAfter(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - FREE, 10);
        Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
        return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
    }

    private record Refusals(int count, long lastNano) {}
}
