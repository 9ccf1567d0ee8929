package org.flotilla.transfer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.core.SteadyThread;

/** When arrivals that were left behind are looked for: soon after the set of nodes changes, and every 15 seconds. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TransferSweep {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final LandTransfers landTransfers;

    @Resource
    private ManagedThreadFactory threads;

    private SteadyThread thread;

    /** For the container's proxy. */
    public TransferSweep() {
        this(null);
    }

    @Inject
    public TransferSweep(LandTransfers landTransfers) {
        this.landTransfers = landTransfers;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-landing", EVERY, landTransfers::sweep);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    /** On a thread of its own: who tells of the change must not wait for disks. */
    public void onNodesChanged(@Observes NodesChanged changed) {
        thread.now();
    }
}
