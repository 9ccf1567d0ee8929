package org.flotilla.batch;

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

/** Purges finished events, at most a thousand in each of the step's transactions, so that nothing is locked for long. */
@Dependent
@Named("purgeHistoryWriter")
public class PurgeHistoryWriter extends AbstractItemWriter {

    /** How many events one transaction deletes at most. */
    static final Integer ROWS = 1000;

    private final StepContext step;
    private final Fence fence;
    private final Parameters parameters;
    private final HistoryRetention history;

    @Inject
    public PurgeHistoryWriter(StepContext step, Fence fence, Parameters parameters, HistoryRetention history) {
        this.step = step;
        this.fence = fence;
        this.parameters = parameters;
        this.history = history;
    }

    @Override
    public void writeItems(List<Object> limits) {
        fence.ensureOwned();
        PurgeProgress progress = (PurgeProgress) step.getTransientUserData();
        Duration age = Duration.ofDays(parameters.get(ScheduleParameters.HISTORY_DAYS));
        for (Object limit : limits) {
            progress.add(history.purge(age, (Integer) limit));
        }
        step.setExitStatus(progress.deleted() + " deleted");
    }
}
