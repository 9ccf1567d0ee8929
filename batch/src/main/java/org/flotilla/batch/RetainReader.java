package org.flotilla.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.retention.Retention;
import org.flotilla.retention.RetentionOrder;
import org.flotilla.retention.RetentionRun;

/**
 * Finds the files whose time is over, one item each: account after account, of each the oldest first. Changes nothing. Its
 * checkpoint is the last file that the writer is done with, and what it did so far.
 */
@Dependent
@Named("retainReader")
public class RetainReader extends AbstractItemReader {

    private final StepContext step;
    private final JobContext job;
    private final Fence fence;
    private final Retention retention;
    private final StepNotes notes;
    private RetentionRun run;

    @Inject
    public RetainReader(StepContext step, JobContext job, Fence fence, Retention retention, StepNotes notes) {
        this.step = step;
        this.job = job;
        this.fence = fence;
        this.retention = retention;
        this.notes = notes;
    }

    /** The run is the writer's too. */
    @Override
    public void open(Serializable checkpoint) {
        run = retention.begin(order(), fence.claim(), kept((Map<?, ?>) checkpoint), notes::info);
        step.setTransientUserData(run);
        step.setExitStatus(run.result());
    }

    @Override
    public Object readItem() {
        return run.next();
    }

    @Override
    public Serializable checkpointInfo() {
        return run == null ? null : new HashMap<>(run.checkpoint());
    }

    /** The job's properties are its parameters, and those that were not given are empty. */
    private RetentionOrder order() {
        Map<String, String> parameters = new HashMap<>();
        RetentionOrder.PARAMETERS.forEach(
                name -> parameters.put(name, job.getProperties().getProperty(name, "")));
        return RetentionOrder.of(parameters);
    }

    /** @param checkpoint null: there is none */
    private static Map<String, Serializable> kept(Map<?, ?> checkpoint) {
        Map<String, Serializable> kept = new HashMap<>();
        if (checkpoint != null) {
            checkpoint.forEach((name, value) -> kept.put((String) name, (Serializable) value));
        }
        return kept;
    }
}
