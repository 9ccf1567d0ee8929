package org.flotilla.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.flotilla.config.Parameters;
import org.flotilla.schedule.ScheduleParameters;
import org.flotilla.transfer.OrphanedContents;
import org.flotilla.transfer.TransferRetention;

/**
 * Purges old transfers with their contents. Outside a transaction, because a deleted content does not come back by a
 * rollback: each part deletes its rows, and then what nothing refers to any more. Begun anew after a restart it goes on,
 * for what was purged is gone.
 */
@Dependent
@Named("purgeTransfers")
public class PurgeTransfers extends AbstractBatchlet {

    private static final int ROWS = 1000;

    private final StepContext step;
    private final Fence fence;
    private final Parameters parameters;
    private final TransferRetention transfers;
    private final OrphanedContents orphaned;
    private final StepNotes notes;
    private volatile boolean stopping;

    @Inject
    public PurgeTransfers(
            StepContext step,
            Fence fence,
            Parameters parameters,
            TransferRetention transfers,
            OrphanedContents orphaned,
            StepNotes notes) {
        this.step = step;
        this.fence = fence;
        this.parameters = parameters;
        this.transfers = transfers;
        this.orphaned = orphaned;
        this.notes = notes;
    }

    @Override
    public String process() {
        Duration age = Duration.ofDays(parameters.get(ScheduleParameters.TRANSFER_DAYS));
        long deleted = 0;
        int rows = ROWS;
        while (rows > 0 && !stopping) {
            fence.ensureOwned();
            rows = transfers.purgeBatch(age, ROWS);
            deleted += rows;
            notes.progress(deleted, null);
        }
        int orphans = stopping ? 0 : purgeOrphans();
        step.setExitStatus(deleted + " deleted, and " + orphans + " contents that nothing referred to");
        return step.getExitStatus();
    }

    @Override
    public void stop() {
        stopping = true;
    }

    private int purgeOrphans() {
        fence.ensureOwned();
        return orphaned.purge();
    }
}
