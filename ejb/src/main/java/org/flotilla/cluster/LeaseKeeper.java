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
import java.time.Duration;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster when the node starts, renews its lease every second on a thread of its own, and leaves when it stops.
 * Revokes silent nodes on another thread, so that what hangs there does not cost this node's lease. If the node dies here, others notice as {@link SilentNodes} says.
 */
@Singleton
@Startup
@DependsOn({"SchemaMigration", "StorageWatch"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration IF_NOT_WOKEN = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Heartbeat heartbeat;

    @Inject
    private SilentNodes silentNodes;

    @Inject
    private UnheardNodes unheardNodes;

    @Inject
    private OwnLease lease;

    @Inject
    private Event<LeaseLost> losses;

    private SteadyThread revoking;
    private SteadyThread thread;

    @PostConstruct
    void start() {
        revoking = SteadyThread.start(threads, "flotilla-revoke", IF_NOT_WOKEN, this::lookAtOthers);
        thread = SteadyThread.start(threads, "flotilla-lease", this::beat);
    }

    private void lookAtOthers() {
        silentNodes.revokeFound();
        unheardNodes.look();
    }

    private Duration beat() {
        Duration pause = heartbeat.beat();
        revoking.now();
        return pause;
    }

    /** Gives up the lease before the node goes, so that others take over its work at once. */
    @PreDestroy
    void stop() {
        thread.close();
        lease.incarnation().ifPresent(incarnation -> {
            lease.end("It is stopping.");
            tell(new LeaseLost(incarnation, "The node is stopping"));
            heartbeat.leave(incarnation);
        });
        revoking.close();
    }

    /** Features that the server has stopped already cannot be told, and need not. */
    private void tell(LeaseLost loss) {
        try {
            losses.fire(loss);
        } catch (RuntimeException e) {
            LOG.debug("A feature was not told of the end of the lease", e);
        }
    }
}
