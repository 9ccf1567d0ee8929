package org.flotilla.cluster;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Joins the cluster when the node starts, renews its lease every second on a thread of its own, and leaves when it stops.
 * If the node dies here, others notice as {@link SilentNodes} says.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeaseKeeper {

    private final CountDownLatch stopping = new CountDownLatch(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Heartbeat heartbeat;

    @Inject
    private OwnLease lease;

    @Inject
    private Event<LeaseLost> losses;

    private Thread thread;

    @PostConstruct
    void start() {
        thread = threads.newThread(this::beatUntilStopped);
        thread.setName("flotilla-lease");
        thread.start();
    }

    /** Gives up the lease before the node goes, so that others take over its work at once. */
    @PreDestroy
    void stop() {
        stopping.countDown();
        awaitLastBeat();
        lease.incarnation().ifPresent(incarnation -> {
            lease.end("It is stopping.");
            losses.fire(new LeaseLost(incarnation, "The node is stopping"));
            heartbeat.leave(incarnation);
        });
    }

    private void awaitLastBeat() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatUntilStopped() {
        try {
            long pauseMillis = 0;
            while (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                pauseMillis = heartbeat.beat().toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
