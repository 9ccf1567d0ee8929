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
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds, every few seconds and when the set of nodes changes, work of nodes that are gone which the transaction that revoked
 * them could not see (Q4).
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Claims claims;

    @Inject
    private Lease lease;

    @Inject
    private Nodes nodes;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-takeover", EVERY, this::sweep);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    public void changed(@Observes NodesChanged change) {
        thread.now();
    }

    private void sweep() {
        int found = 0;
        int part = 1;
        while (part > 0 && lease.isHeld()) {
            part = claims.sweep(nodes.self());
            found += part;
        }
        if (found > 0) {
            LOG.info("{} events of nodes that are gone are free for others", found);
        }
    }
}
