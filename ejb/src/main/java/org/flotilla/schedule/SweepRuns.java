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
import java.util.List;
import java.util.stream.Stream;
import org.flotilla.cluster.Lease;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every ten seconds, on every node that holds a lease, for runs whose claim holds no more, and ends them: nothing stays
 * STARTED whose node is gone, or whose event has ended (S4). The event's next owner goes on from what is ended here.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SweepRuns {

    private static final Logger LOG = LoggerFactory.getLogger(SweepRuns.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int AT_MOST = 500;

    @Resource
    private ManagedThreadFactory threads;

    private Lease lease;
    private JobExecutionStore executions;
    private JobRunStore runs;
    private SettleRuns settleRuns;
    private SteadyThread thread;

    /** For the container. */
    protected SweepRuns() {}

    @Inject
    public SweepRuns(Lease lease, JobExecutionStore executions, JobRunStore runs, SettleRuns settleRuns) {
        this.lease = lease;
        this.executions = executions;
        this.runs = runs;
        this.settleRuns = settleRuns;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-runs", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    void look() {
        if (lease.isHeld() && executions.exist()) {
            settleRuns.close();
            Stream.of(runs.orphans(AT_MOST), runs.strays(AT_MOST))
                    .flatMap(List::stream)
                    .forEach(this::settle);
        }
    }

    private void settle(OrphanedRun run) {
        String reason = "Event " + run.claim().event() + " ended, or was taken from the node: incarnation "
                + run.claim().incarnation() + " owns its attempt " + run.claim().attempt() + " no more.";
        if (settleRuns.settle(run, reason)) {
            LOG.info("Run {} of a job is over. {}", run.execution(), reason);
        }
    }
}
