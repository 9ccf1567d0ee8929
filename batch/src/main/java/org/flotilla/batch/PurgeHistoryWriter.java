package org.flotilla.batch;

import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.flotilla.config.Parameters;
import org.flotilla.queue.HistoryRetention;
import org.flotilla.schedule.ScheduleParameters;

/** Purges finished events. */
@Dependent
@Named("purgeHistoryWriter")
public class PurgeHistoryWriter extends PurgeWriter {

    private final HistoryRetention history;

    @Inject
    public PurgeHistoryWriter(StepContext step, Parameters parameters, StepNotes notes, HistoryRetention history) {
        super(step, parameters, ScheduleParameters.HISTORY_DAYS, notes);
        this.history = history;
    }

    @Override
    int purge(Duration age, int limit) {
        return history.purge(age, limit);
    }

    @Override
    long count(Duration age) {
        return history.count(age);
    }
}
