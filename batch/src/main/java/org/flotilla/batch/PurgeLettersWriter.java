package org.flotilla.batch;

import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.flotilla.config.Parameters;
import org.flotilla.notify.Outbox;
import org.flotilla.schedule.ScheduleParameters;

/** Purges e-mails of reports that were sent or given up. */
@Dependent
@Named("purgeLettersWriter")
public class PurgeLettersWriter extends PurgeWriter {

    private final Outbox outbox;

    @Inject
    public PurgeLettersWriter(StepContext step, Parameters parameters, StepNotes notes, Outbox outbox) {
        super(step, parameters, ScheduleParameters.JOB_DAYS, notes);
        this.outbox = outbox;
    }

    @Override
    int purge(Duration age, int limit) {
        return outbox.purge(age, limit);
    }
}
