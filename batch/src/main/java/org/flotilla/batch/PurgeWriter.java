package org.flotilla.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import org.flotilla.config.Parameters;
import org.flotilla.queue.HistoryRetention;
import org.flotilla.schedule.ScheduleParameters;
import org.flotilla.transfer.TransferRetention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges at most a thousand rows in each of the step's transactions, so that nothing is locked for long. */
@Dependent
@Named("purgeWriter")
public class PurgeWriter extends AbstractItemWriter {

    /** How many rows one transaction deletes at most. */
    static final Integer ROWS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(PurgeWriter.class);

    @Inject
    @BatchProperty(name = "of")
    String of;

    private final StepContext step;
    private final Fence fence;
    private final Parameters parameters;
    private final HistoryRetention history;
    private final TransferRetention transfers;

    @Inject
    public PurgeWriter(
            StepContext step,
            Fence fence,
            Parameters parameters,
            HistoryRetention history,
            TransferRetention transfers) {
        this.step = step;
        this.fence = fence;
        this.parameters = parameters;
        this.history = history;
        this.transfers = transfers;
    }

    @Override
    public void writeItems(List<Object> limits) {
        fence.ensureOwned();
        PurgeProgress progress = (PurgeProgress) step.getTransientUserData();
        for (Object limit : limits) {
            int rows = purge((Integer) limit);
            progress.add(rows);
            LOG.debug("Purged {} rows of {}", rows, of);
        }
        step.setExitStatus(progress.deleted() + " deleted");
    }

    private int purge(int limit) {
        return switch (of) {
            case "history" -> history.purge(days(parameters.get(ScheduleParameters.HISTORY_DAYS)), limit);
            case "transfers" -> transfers.purgeBatch(days(parameters.get(ScheduleParameters.TRANSFER_DAYS)), limit);
            default -> throw new IllegalStateException("purge.xml asks for the purge of '" + of + "'");
        };
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
