package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.cluster.Lease;
import org.flotilla.core.NodeClock;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.queue.ReleaseStore.WaitingKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the next event of an ordering key run when the one before has ended (Q7): after each commit that submits or ends one, so
 * that whichever of two such commits is the later one sees the other. If this node dies in between, the sweep of any other
 * finds the key. {@link #step} is called by one thread, the others by any.
 */
@ApplicationScoped
class Releaser {

    static final Duration EVERY = Duration.ofSeconds(5);

    /** The sweep is at it for a twentieth of the time at most, however many keys there are. */
    private static final int REST = 20;

    private static final int KEYS = 500;
    private static final String BEGINNING = "";
    private static final Logger LOG = LoggerFactory.getLogger(Releaser.class);

    private final Releases releases;
    private final Lease lease;
    private final NodeClock clock;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean sweepNow = true;
    private Duration pause = EVERY;
    private long sweptAt;

    /** For CDI's proxy. */
    protected Releaser() {
        this(null, null, null);
    }

    @Inject
    Releaser(Releases releases, Lease lease, NodeClock clock) {
        this.releases = releases;
        this.lease = lease;
        this.clock = clock;
    }

    /** An event of each of these keys was submitted, has ended or was treated, and that is committed. */
    void changed(Collection<String> keys) {
        changed.addAll(keys);
    }

    /** A node that is gone may have left keys behind. */
    void sweepNow() {
        sweepNow = true;
    }

    /** Does a part of what there is to do, as others share the thread; returns how long to pause, unless something changes. */
    Duration step() {
        boolean done = false;
        try {
            List<String> keys = next();
            if (!keys.isEmpty()) {
                release(keys);
            }
            if (sweepNow || clock.since(sweptAt).compareTo(pause) >= 0) {
                sweep();
            }
            done = true;
        } finally {
            sweepNow |= !done; // finds what was not released
        }
        if (!changed.isEmpty()) {
            return Duration.ZERO;
        }
        Duration left = pause.minus(clock.since(sweptAt));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private List<String> next() {
        List<String> keys = changed.stream().limit(KEYS).toList();
        keys.forEach(changed::remove);
        return keys;
    }

    private int release(List<String> keys) {
        try {
            return releases.release(keys);
        } catch (RuntimeException e) {
            if (!ConstraintViolation.caused(e)) {
                throw e;
            }
            LOG.debug("An event of one of {} keys was let go by another node meanwhile", keys.size(), e);
            return keys.size() == 1
                    ? 0
                    : keys.stream().mapToInt(key -> release(List.of(key))).sum();
        }
    }

    private void sweep() {
        sweepNow = false;
        long begun = clock.nanoTime();
        int found = lease.isHeld() ? sweepKeys() : 0;
        if (found > 0) {
            LOG.info("{} events were next of their keys, and nobody had let them go", found);
        }
        sweptAt = clock.nanoTime();
        Duration rest = clock.since(begun).multipliedBy(REST);
        pause = rest.compareTo(EVERY) > 0 ? rest : EVERY;
    }

    private int sweepKeys() {
        int found = 0;
        String last = BEGINNING;
        List<WaitingKey> part;
        do {
            part = releases.waitingKeys(last, KEYS);
            List<String> free = new ArrayList<>();
            for (WaitingKey waiting : part) {
                last = waiting.key();
                if (!waiting.held()) {
                    free.add(waiting.key());
                }
            }
            found += free.isEmpty() ? 0 : release(free);
        } while (part.size() == KEYS);
        return found;
    }
}
