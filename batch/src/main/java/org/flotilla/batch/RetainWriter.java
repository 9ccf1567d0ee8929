package org.flotilla.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.flotilla.retention.DueFile;
import org.flotilla.retention.RetentionRun;

/**
 * Deletes or archives the files of a chunk, each in short transactions of its own, apart from the chunk's, which keeps the
 * checkpoint alone. A file that was done by a run that was lost before its checkpoint is not there any more for the next.
 */
@Dependent
@Named("retainWriter")
public class RetainWriter extends AbstractItemWriter {

    private final StepContext step;
    private final Fence fence;
    private final StepNotes notes;

    @Inject
    public RetainWriter(StepContext step, Fence fence, StepNotes notes) {
        this.step = step;
        this.fence = fence;
        this.notes = notes;
    }

    /** The fence comes last: held in the chunk's transaction before, it would keep those of the files waiting for ever. */
    @Override
    public void writeItems(List<Object> files) {
        RetentionRun run = (RetentionRun) step.getTransientUserData();
        for (Object file : files) {
            run.retire((DueFile) file);
            step.setExitStatus(run.result());
        }
        notes.progress(run.done(), run.total());
        fence.ensureOwned();
    }
}
