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
import org.flotilla.cluster.Lease;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second, on every node that holds a lease, for schedules that are due (S1). */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FireDueSchedules {

    private static final Logger LOG = LoggerFactory.getLogger(FireDueSchedules.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int AT_MOST = 100;

    @Resource
    private ManagedThreadFactory threads;

    private Lease lease;
    private ScheduleStore store;
    private FireSchedule fireSchedule;
    private SteadyThread thread;

    /** For the container. */
    protected FireDueSchedules() {}

    @Inject
    public FireDueSchedules(Lease lease, ScheduleStore store, FireSchedule fireSchedule) {
        this.lease = lease;
        this.store = store;
        this.fireSchedule = fireSchedule;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-schedules", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    void look() {
        if (lease.isHeld()) {
            store.due(AT_MOST).forEach(this::fire);
        }
    }

    /** One that cannot be fired does not keep the others from it. */
    private void fire(String name) {
        try {
            if (lease.isHeld() && fireSchedule.fire(name)) {
                LOG.info("Fired schedule {}", name);
            }
        } catch (RuntimeException e) {
            LOG.error("Schedule {} could not be fired; trying again in a second", name, e);
        }
    }
}
