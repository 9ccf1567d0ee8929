package org.flotilla.batch;

import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobFailure;

/**
 * The listener that each step has: no chunk is committed, and no step ends well, but for the owner of the run's event (Q5, S4).
 * So no reader, processor or writer can forget it; only who causes effects outside the database, and each batchlet, asks
 * the {@link Fence} besides, before each. Tells the run by what kind of error a step failed, which its event ends by (Q6).
 */
@Dependent
@Named("stepFence")
public class StepFence implements StepListener, ChunkListener {

    private final JobContext job;
    private final StepContext step;
    private final Fence fence;
    private final StepNotes notes;

    @Inject
    public StepFence(JobContext job, StepContext step, Fence fence, StepNotes notes) {
        this.job = job;
        this.step = step;
        this.fence = fence;
        this.notes = notes;
    }

    @Override
    public void beforeStep() {
        fence.ensureOwned();
        notes.info("begins.");
    }

    @Override
    public void beforeChunk() {
        // the event is not to be locked for as long as a chunk takes
    }

    /** In the chunk's transaction, after the writer: the event stays locked until the commit. */
    @Override
    public void afterChunk() {
        fence.ensureOwned();
    }

    @Override
    public void onError(Exception e) {
        // told at the end of the step
    }

    @Override
    public void afterStep() {
        Exception error = step.getException();
        if (error != null) {
            Throwable cause = firstCause(error);
            notes.warn(
                    "failed: " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
            JobFailure.text(cause).ifPresent(job::setExitStatus);
        } else {
            String result = step.getExitStatus();
            notes.info((step.getBatchStatus() == BatchStatus.STOPPING ? "stops" : "ends")
                    + (result == null ? "." : ": " + result + "."));
            fence.ensureOwned();
        }
    }

    /** What a person can act on, if there is such a cause; else the last one. */
    private static Throwable firstCause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && !(cause instanceof FlotillaException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
