package org.flotilla.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.flotilla.core.NodeClock;

/**
 * Events in hand that wait for a slot, first in, first out. Each leaves once: it is begun, or it is taken back when those
 * before it turned out to be slow. Thread-safe.
 */
final class UnbegunEvents {

    /** Several times what {@link Prefetch} reckons with. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private record Waiting(OwnedEvent owned, long since) {}

    private final NodeClock clock;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    UnbegunEvents(NodeClock clock) {
        this.clock = clock;
    }

    /** Adds an event that the task will begin; if nobody takes the task it does not stay. */
    void add(OwnedEvent owned, Runnable task) {
        Waiting waiting = new Waiting(owned, clock.nanoTime());
        queue.add(waiting);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (queue.remove(waiting)) {
                throw e;
            }
        }
    }

    /** The next one to begin; empty if it was taken back. */
    Optional<OwnedEvent> next() {
        return Optional.ofNullable(queue.poll()).map(Waiting::owned);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Takes back all if the first has waited for too long. */
    List<OwnedEvent> takeBack() {
        Waiting first = queue.peek();
        if (first == null || clock.since(first.since()).compareTo(LONGEST_WAIT) < 0) {
            return List.of();
        }
        List<Waiting> taken = new ArrayList<>();
        queue.drainTo(taken);
        return taken.stream().map(Waiting::owned).toList();
    }
}
