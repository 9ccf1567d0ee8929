package org.flotilla.batch;

import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.flotilla.schedule.BeginRun;
import org.flotilla.schedule.JobLogLine.Level;
import org.flotilla.schedule.JobNotes;

/**
 * The listener that each job has: a run begins, and ends well, only for the owner of its event (Q5, S4). A node that wakes
 * after another took over neither begins what it had started, nor says of its run that it is completed.
 */
@Dependent
@Named("runFence")
public class RunFence extends AbstractJobListener {

    private final JobContext job;
    private final Fence fence;
    private final BeginRun beginRun;
    private final JobNotes notes;

    @Inject
    public RunFence(JobContext job, Fence fence, BeginRun beginRun, JobNotes notes) {
        this.job = job;
        this.fence = fence;
        this.beginRun = beginRun;
        this.notes = notes;
    }

    @Override
    public void beforeJob() {
        beginRun.begin(job.getExecutionId(), fence.claim());
        notes.log(
                job.getExecutionId(),
                Level.INFO,
                "Began for event " + fence.claim().event() + ", attempt "
                        + fence.claim().attempt() + ".");
    }

    @Override
    public void afterJob() {
        if (job.getBatchStatus() != BatchStatus.FAILED) {
            fence.ensureOwned();
        }
    }
}
