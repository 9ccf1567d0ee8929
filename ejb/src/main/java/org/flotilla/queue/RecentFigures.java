package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.flotilla.core.NodeClock;

/**
 * The queue in numbers, shared by all who look at this node. Counting reads an hour of history; so it is done once a
 * second at most, and so seldom that it takes no more than a twentieth of the time, however many dashboards are open.
 * Thread-safe: while one thread counts, the others get the numbers before.
 */
@ApplicationScoped
class RecentFigures {

    static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_PER_COST = 19;

    private final ReentrantLock counting = new ReentrantLock();
    private final EventReads reads;
    private final NodeClock clock;
    private volatile Counted last;

    /** For CDI's proxy. */
    protected RecentFigures() {
        this(null, null);
    }

    @Inject
    RecentFigures(EventReads reads, NodeClock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    QueueFigures figures() {
        Counted known = last;
        if (known == null) {
            counting.lock();
        } else if (isFresh(known) || !counting.tryLock()) {
            return known.figures;
        }
        try {
            return isFresh(last) ? last.figures : count();
        } finally {
            counting.unlock();
        }
    }

    private boolean isFresh(Counted counted) {
        return counted != null && clock.since(counted.nano).compareTo(counted.pause) < 0;
    }

    private QueueFigures count() {
        long begun = clock.nanoTime();
        QueueFigures figures = reads.figures();
        Duration pause = clock.since(begun).multipliedBy(PAUSE_PER_COST);
        last = new Counted(figures, clock.nanoTime(), pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause);
        return figures;
    }

    private record Counted(QueueFigures figures, long nano, Duration pause) {}
}
