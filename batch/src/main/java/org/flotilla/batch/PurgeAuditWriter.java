package org.flotilla.batch;

import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.flotilla.audit.AuditRetention;
import org.flotilla.config.Parameters;
import org.flotilla.schedule.ScheduleParameters;

/** Purges the records of what people did. */
@Dependent
@Named("purgeAuditWriter")
public class PurgeAuditWriter extends PurgeWriter {

    private final AuditRetention audit;

    @Inject
    public PurgeAuditWriter(StepContext step, Parameters parameters, StepNotes notes, AuditRetention audit) {
        super(step, parameters, ScheduleParameters.AUDIT_DAYS, notes);
        this.audit = audit;
    }

    @Override
    int purge(Duration age, int limit) {
        return audit.purge(age, limit);
    }
}
