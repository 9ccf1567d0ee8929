package org.flotilla.batch;

import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import org.flotilla.config.Parameters;
import org.flotilla.schedule.JobRetention;
import org.flotilla.schedule.ScheduleParameters;

/** Purges ended runs of jobs. */
@Dependent
@Named("purgeJobsWriter")
public class PurgeJobsWriter extends PurgeWriter {

    private final JobRetention jobs;

    @Inject
    public PurgeJobsWriter(StepContext step, Parameters parameters, StepNotes notes, JobRetention jobs) {
        super(step, parameters, ScheduleParameters.JOB_DAYS, notes);
        this.jobs = jobs;
    }

    @Override
    int purge(Duration age, int limit) {
        return jobs.purge(age, limit);
    }
}
