package org.flotilla.queue;

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
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.flotilla.cluster.IncarnationRevoked;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.cluster.NodesChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the work of nodes that are gone (Q4): in the transaction that revokes them, and by a sweep every few seconds for
 * what that transaction could not see.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final long EVERY_SECONDS = 5;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private Claims claims;

    @Inject
    private Lease lease;

    @Inject
    private Nodes nodes;

    private ScheduledFuture<?> task;

    @PostConstruct
    void start() {
        task = scheduler.scheduleWithFixedDelay(this::sweep, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        task.cancel(false);
    }

    public void revoked(@Observes IncarnationRevoked revoked) {
        claims.giveBack(revoked, nodes.self());
    }

    public void changed(@Observes NodesChanged change) {
        scheduler.execute(this::sweep);
    }

    private void sweep() {
        try {
            int found = lease.isHeld() ? claims.sweep(nodes.self()) : 0;
            if (found > 0) {
                LOG.info("{} events of nodes that are gone are free for others", found);
            }
        } catch (RuntimeException e) {
            LOG.warn("The sweep for orphaned events failed; it is tried again in {} s", EVERY_SECONDS, e);
        }
    }
}
