package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The runs of jobs whose threads are on this node, from before their first step until what they had open is closed. Neither the
 * batch repository's table nor its memory tells that: whoever settles a run writes its end there while it still goes on.
 * Thread-safe.
 */
@ApplicationScoped
public class LocalRuns {

    private final Map<Long, CountDownLatch> runs = new ConcurrentHashMap<>();

    public void began(long execution) {
        runs.put(execution, new CountDownLatch(1));
    }

    public void ended(long execution) {
        CountDownLatch end = runs.remove(execution);
        if (end != null) {
            end.countDown();
        }
    }

    /** Waits until the run is not under way here; returns whether that is so. One that has yet to begin asks its fence first. */
    boolean awaitEnd(long execution, Duration atMost) throws InterruptedException {
        CountDownLatch end = runs.get(execution);
        return end == null || end.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
