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
import org.flotilla.schedule.LocalRuns;

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
    private final LocalRuns localRuns;
    private final JobNotes notes;

    @Inject
    public RunFence(JobContext job, Fence fence, BeginRun beginRun, LocalRuns localRuns, JobNotes notes) {
        this.job = job;
        this.fence = fence;
        this.beginRun = beginRun;
        this.localRuns = localRuns;
        this.notes = notes;
    }

    @Override
    public void beforeJob() {
        localRuns.began(job.getExecutionId());
        beginRun.begin(job.getExecutionId(), fence.claim());
        notes.log(
                job.getExecutionId(),
                Level.INFO,
                "Began for event " + fence.claim().event() + ", attempt "
                        + fence.claim().attempt() + ".");
    }

    /** Called whenever {@link #beforeJob} was, after the steps have closed what they had open. */
    @Override
    public void afterJob() {
        localRuns.ended(job.getExecutionId());
        if (job.getBatchStatus() != BatchStatus.FAILED) {
            fence.ensureOwned();
        }
    }
}
