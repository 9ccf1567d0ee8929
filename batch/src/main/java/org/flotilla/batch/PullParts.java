package org.flotilla.batch;

import jakarta.batch.runtime.context.JobContext;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.pull.PullOrder;

/** What the parts of the jobs {@code pull} and {@code monitor} share. */
final class PullParts {

    private PullParts() {}

    /** What the job shall take in: the job's properties are its parameters, and those that were not given are empty. */
    static PullOrder order(JobContext job) {
        Map<String, String> parameters = new HashMap<>();
        PullOrder.parameters(job.getJobName())
                .forEach(name -> parameters.put(name, job.getProperties().getProperty(name, "")));
        return PullOrder.of(job.getJobName(), parameters);
    }
}
