package org.flotilla.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.flotilla.pull.Pulls;

/** Forgets files that are not where they came from any more. Begun anew after a restart it goes on. */
@Dependent
@Named("forgetPulled")
public class ForgetPulled extends AbstractBatchlet {

    private final JobContext job;
    private final Fence fence;
    private final Pulls pulls;

    @Inject
    public ForgetPulled(JobContext job, Fence fence, Pulls pulls) {
        this.job = job;
        this.fence = fence;
        this.pulls = pulls;
    }

    @Override
    public String process() {
        return pulls.forgetGone(PullParts.order(job), fence.claim());
    }
}
