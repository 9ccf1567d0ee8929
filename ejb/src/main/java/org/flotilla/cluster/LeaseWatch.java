package org.flotilla.cluster;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.core.Incarnation;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the features of this node when its lease begins and ends, within a quarter of a second, even while the thread
 * that renews it hangs in the database.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private OwnLease lease;

    @Inject
    private Event<LeaseGained> gains;

    @Inject
    private Event<LeaseLost> losses;

    private SteadyThread thread;
    private Optional<Incarnation> told = Optional.empty();

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-lease-watch", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    private void look() {
        try {
            Optional<Incarnation> held = lease.incarnation();
            if (!held.equals(told)) {
                Optional<Incarnation> before = told;
                told = held;
                before.ifPresent(
                        old -> losses.fire(new LeaseLost(old, "The lease could not be renewed, or was revoked")));
                held.ifPresent(now -> gains.fire(new LeaseGained(now)));
            }
        } catch (RuntimeException e) {
            LOG.error("A feature failed when told of the lease", e);
        }
    }
}
