package org.flotilla.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.flotilla.pull.PullRun;
import org.flotilla.site.RemoteFile;

/**
 * Pulls the file of a chunk. It is a few short transactions of its own, apart from the chunk's, which keeps the checkpoint
 * alone: so nothing is locked while bytes are fetched, and after a loss none is fetched again but the one that was under way.
 */
@Dependent
@Named("pullWriter")
public class PullWriter extends AbstractItemWriter {

    private final StepContext step;
    private final Fence fence;

    @Inject
    public PullWriter(StepContext step, Fence fence) {
        this.step = step;
        this.fence = fence;
    }

    /** The fence comes last: held in the chunk's transaction before, it would keep those of the files waiting for ever. */
    @Override
    public void writeItems(List<Object> files) {
        PullRun run = (PullRun) step.getTransientUserData();
        for (Object file : files) {
            run.pull((RemoteFile) file);
            step.setExitStatus(run.result());
        }
        fence.ensureOwned();
    }
}
