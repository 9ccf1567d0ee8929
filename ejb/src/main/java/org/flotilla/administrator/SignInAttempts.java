package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flotilla.core.NodeClock;

/**
 * Counts refused sign-ins per name, and locks a name from the fifth in a row on: for 30 seconds, then doubling up to 15
 * minutes. In this node's memory only, so an attacker has that many tries on each node. Remembers a bounded number of
 * names, those refused last: anybody may type one. Thread-safe.
 */
@ApplicationScoped
class SignInAttempts {

    static final int FREE = 5;
    static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    /** To push one name out, so many others have to be refused first, each after the computation of a hash. */
    static final int MOST_NAMES = 10_000;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    private final Map<String, Refusals> byName = new LatestRefused();
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
    synchronized Duration lockedFor(String name) {
        Refusals refusals = byName.get(name);
        if (refusals == null) {
            return Duration.ZERO;
        }
        Duration left = lockAfter(refusals.count).minus(clock.since(refusals.lastNano));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** To be called with what has the form of a name only, so that the memory stays small. */
    synchronized void refused(String name) {
        byName.put(name, new Refusals(countAfter(byName.get(name)), clock.nanoTime()));
    }

    synchronized void accepted(String name) {
        byName.remove(name);
    }

    /** How many names are remembered. */
    synchronized int size() {
        return byName.size();
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

    /** Those asked for last; the one that nobody asked for the longest goes when there are too many. */
    private static final class LatestRefused extends LinkedHashMap<String, Refusals> {

        private static final long serialVersionUID = 1L;

        LatestRefused() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refusals> eldest) {
            return size() > MOST_NAMES;
        }
    }
}
