package org.flotilla.recovery;

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

/**
 * The disaster-recovery monitor (D1): stands ready on every node, looks once a second where the cluster elected it and the
 * node holds its lease. When its node dies, the cluster elects another, which goes on from what the database says.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecoveryMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryMonitor.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    private Election election;
    private Lease lease;
    private WatchNodes watchNodes;
    private SteadyThread thread;
    private boolean active;

    /** For the container. */
    protected RecoveryMonitor() {}

    @Inject
    public RecoveryMonitor(Election election, Lease lease, WatchNodes watchNodes) {
        this.election = election;
        this.lease = lease;
        this.watchNodes = watchNodes;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-recovery", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    void look() {
        boolean elected = election.isElected();
        if (elected != active) {
            LOG.info(elected ? "The disaster-recovery monitor runs on this node" : "The monitor left this node");
            active = elected;
        }
        if (elected) {
            lease.incarnation().ifPresent(watchNodes::look);
        }
    }
}
