package org.flotilla.transfer;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.cluster.NodesChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When arrivals that were left behind are looked for: soon after the set of nodes changes, and every 15 seconds. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TransferSweep {
    private static final Logger LOG = LoggerFactory.getLogger(TransferSweep.class);

    private final LandTransfers landTransfers;

    @Resource
    private ManagedExecutorService executor;

    /** For the container's proxy. */
    public TransferSweep() {
        this(null);
    }

    @Inject
    public TransferSweep(LandTransfers landTransfers) {
        this.landTransfers = landTransfers;
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void sweep() {
        try {
            landTransfers.sweep();
        } catch (RuntimeException e) {
            LOG.warn("The sweep for unfinished arrivals failed; it will run again", e);
        }
    }

    /** On a thread of its own: who tells of the change must not wait for disks. */
    public void onNodesChanged(@Observes NodesChanged changed) {
        executor.execute(this::sweep);
    }
}
