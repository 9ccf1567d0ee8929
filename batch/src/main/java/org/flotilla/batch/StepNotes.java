package org.flotilla.batch;

import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.flotilla.schedule.JobLogLine.Level;
import org.flotilla.schedule.JobNotes;

/** What a step tells people: lines for the run's log, and how far it is (S5). For every artifact of a step. */
@Dependent
public class StepNotes {

    private final JobContext job;
    private final StepContext step;
    private final JobNotes notes;

    @Inject
    public StepNotes(JobContext job, StepContext step, JobNotes notes) {
        this.job = job;
        this.step = step;
        this.notes = notes;
    }

    void info(String text) {
        notes.log(job.getExecutionId(), Level.INFO, step.getStepName() + ": " + text);
    }

    void warn(String text) {
        notes.log(job.getExecutionId(), Level.WARN, step.getStepName() + ": " + text);
    }

    /**
     * Stands if the present transaction does.
     *
     * @param total null: not known
     */
    void progress(long done, Long total) {
        notes.progress(job.getExecutionId(), step.getStepName(), done, total);
    }
}
