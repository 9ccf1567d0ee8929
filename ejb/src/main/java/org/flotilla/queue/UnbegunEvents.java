package org.flotilla.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.NodeClock;

/**
 * Events in hand that wait for a slot, first in, first out, but for those whose type has all the slots it may have. Each
 * leaves once: it is begun, or it is taken back when those before it turned out to be slow. Thread-safe.
 */
final class UnbegunEvents {

    /** Several times what {@link Prefetch} reckons with. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private record Waiting(OwnedEvent owned, long since, long number) {
        TaskType type() {
            return owned.event().type();
        }
    }

    private final NodeClock clock;
    private final Map<TaskType, Deque<Waiting>> queues = new EnumMap<>(TaskType.class);
    private long added;

    UnbegunEvents(NodeClock clock) {
        this.clock = clock;
        for (TaskType type : TaskType.values()) {
            queues.put(type, new ArrayDeque<>());
        }
    }

    /** Adds an event that the task will begin; if nobody takes the task it does not stay. */
    void add(OwnedEvent owned, Runnable task) {
        Waiting waiting = enqueue(owned);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (remove(waiting)) {
                throw e;
            }
        }
    }

    private synchronized Waiting enqueue(OwnedEvent owned) {
        Waiting waiting = new Waiting(owned, clock.nanoTime(), added++);
        queues.get(waiting.type()).add(waiting);
        return waiting;
    }

    private synchronized boolean remove(Waiting waiting) {
        return queues.get(waiting.type()).remove(waiting);
    }

    /** The next one to begin, which holds a slot of its type from now on; empty if there is none that may. */
    synchronized Optional<OwnedEvent> next(Bulkhead bulkhead) {
        Optional<Waiting> first = queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .map(Deque::peek)
                .filter(waiting -> !bulkhead.isFull(waiting.type()))
                .min(Comparator.comparingLong(Waiting::number));
        first.ifPresent(waiting -> {
            queues.get(waiting.type()).remove();
            bulkhead.begun(waiting.type());
        });
        return first.map(Waiting::owned);
    }

    synchronized boolean isEmpty() {
        return size() == 0;
    }

    synchronized int size() {
        return queues.values().stream().mapToInt(Deque::size).sum();
    }

    /** Takes back all of each type whose first has waited for too long. */
    synchronized List<OwnedEvent> takeBack() {
        List<OwnedEvent> taken = new ArrayList<>();
        for (Deque<Waiting> queue : queues.values()) {
            if (!queue.isEmpty() && clock.since(queue.peek().since()).compareTo(LONGEST_WAIT) >= 0) {
                queue.forEach(waiting -> taken.add(waiting.owned()));
                queue.clear();
            }
        }
        return taken;
    }
}
