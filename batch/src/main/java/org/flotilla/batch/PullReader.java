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
import org.flotilla.pull.PullRun;
import org.flotilla.pull.Pulls;
import org.flotilla.site.RemoteFile;

/**
 * Lists the files of a site, or of a monitored folder, one item each, in the order of their names. Changes nothing. Its checkpoint is the last name that the
 * writer is done with, and what it did so far; files that came to names before it meanwhile are the next run's.
 */
@Dependent
@Named("pullReader")
public class PullReader extends AbstractItemReader {

    private static final String LAST = "last";

    private final StepContext step;
    private final JobContext job;
    private final Fence fence;
    private final Pulls pulls;
    private PullRun run;
    private String last;

    @Inject
    public PullReader(StepContext step, JobContext job, Fence fence, Pulls pulls) {
        this.step = step;
        this.job = job;
        this.fence = fence;
        this.pulls = pulls;
    }

    /** The run, with its connection, is the writer's too. */
    @Override
    public void open(Serializable checkpoint) {
        Map<?, ?> before = (Map<?, ?>) checkpoint;
        last = before == null ? null : (String) before.get(LAST);
        run = pulls.begin(PullParts.order(job), fence.claim(), last);
        if (before != null) {
            run.goOnFrom(kept(before));
        }
        step.setTransientUserData(run);
    }

    @Override
    public Object readItem() throws InterruptedException {
        RemoteFile file = run.next();
        if (file != null) {
            last = file.name();
        }
        return file;
    }

    @Override
    public Serializable checkpointInfo() {
        HashMap<String, Serializable> checkpoint = new HashMap<>(run == null ? Map.of() : run.done());
        checkpoint.put(LAST, last);
        return checkpoint;
    }

    private static Map<String, Serializable> kept(Map<?, ?> checkpoint) {
        Map<String, Serializable> kept = new HashMap<>();
        checkpoint.forEach((name, value) -> kept.put((String) name, (Serializable) value));
        return kept;
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }
}
