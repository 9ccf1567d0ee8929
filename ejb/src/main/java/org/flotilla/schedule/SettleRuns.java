package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.flotilla.queue.OwnedEvent;

/**
 * Writes the ends of runs that cannot write their own any more, each in a transaction of its own (S4, decision 0014). A run
 * is ended only if the claim that it was started under holds no more: its fence then lets it commit nothing. So it does not
 * matter how many nodes do this at once, nor whether a thread of the run is still alive somewhere.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class SettleRuns {

    private static final int LINES = 200;

    private final JobRunStore runs;

    /** For CDI's proxy. */
    protected SettleRuns() {
        this(null);
    }

    @Inject
    public SettleRuns(JobRunStore runs) {
        this.runs = runs;
    }

    /** Whether it was ended now. */
    public boolean settle(OrphanedRun run, String reason) {
        boolean settled = runs.settle(run, reason);
        if (settled) {
            runs.complete(run.execution(), reason);
            runs.log(run.execution(), JobLogLine.Level.WARN.name(), reason, LINES);
        }
        return settled;
    }

    /** Ends the earlier run if nobody has, and makes it complete, so that the owner of the event can go on from it. */
    public void before(OwnedEvent event, JobExecution earlier) {
        event.ensureOwned();
        String reason = "Event " + event.id() + " went to " + event.node() + ", which goes on from here.";
        earlier.claim().ifPresent(claim -> settle(new OrphanedRun(earlier.id(), claim), reason));
        runs.complete(earlier.id(), reason);
    }

    /** Remembers which runs have ended. */
    public void close() {
        runs.close();
    }
}
