package org.flotilla.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.flotilla.cluster.Lease;
import org.flotilla.core.NodeClock;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires what is due, on every node that holds a lease (S1). Asks the database at least once a second what will be due within
 * the next one, and waits just as long: by the database's clock, as each answer says how long it still is. All nodes wake at
 * that moment; one finds the row free, the others do nothing.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FireDueSchedules {

    private static final Logger LOG = LoggerFactory.getLogger(FireDueSchedules.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** Until one looks again whether another node, which has the row, has moved it. */
    private static final Duration TAKEN = Duration.ofMillis(50);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int SPREAD_MILLIS = 4;
    static final int MOST_SCHEDULES = 200;
    /** So that one with much to make up for does not hold up the others for long. */
    static final int MOST_FIRINGS = 100;

    @Resource
    private ManagedThreadFactory threads;

    private Lease lease;
    private ScheduleStore store;
    private FireSchedule fireSchedule;
    private NodeClock clock;
    private SteadyThread thread;
    /** Schedules that could not be fired, and when; touched by the one thread only. */
    private final Map<String, Long> failed = new HashMap<>();

    /** For the container. */
    protected FireDueSchedules() {}

    @Inject
    public FireDueSchedules(Lease lease, ScheduleStore store, FireSchedule fireSchedule, NodeClock clock) {
        this.lease = lease;
        this.store = store;
        this.fireSchedule = fireSchedule;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-schedules", this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    /** Fires what is due, each schedule 100 times at most; how long to wait until the next look. */
    Duration look() {
        if (!lease.isHeld()) {
            return LONGEST;
        }
        failed.values().removeIf(at -> clock.since(at).compareTo(AFTER_FAILURE) >= 0);
        List<Upcoming> upcoming = store.upcoming(MOST_SCHEDULES + failed.size()).stream()
                .filter(schedule -> !failed.containsKey(schedule.name()))
                .toList();
        List<Upcoming> due = upcoming.stream().filter(Upcoming::isDue).toList();
        if (due.isEmpty()) {
            return upcoming.isEmpty() ? LONGEST : untilDue(upcoming.get(0));
        }
        int firings = due.stream().mapToInt(schedule -> fire(schedule.name())).sum();
        return firings > 0 ? Duration.ZERO : TAKEN;
    }

    /** To the millisecond above: one that is woken too early asks once more. The nodes need not all come at once. */
    private static Duration untilDue(Upcoming first) {
        return Duration.ofMillis(
                first.until().toMillis() + 1 + ThreadLocalRandom.current().nextInt(SPREAD_MILLIS));
    }

    /** One that cannot be fired does not keep the others from it. */
    private int fire(String name) {
        int firings = 0;
        try {
            while (firings < MOST_FIRINGS && lease.isHeld() && fireSchedule.fire(name)) {
                firings++;
            }
        } catch (RuntimeException e) {
            failed.put(name, clock.nanoTime());
            LOG.error("Schedule {} could not be fired; trying again in a second", name, e);
        }
        return firings;
    }
}
