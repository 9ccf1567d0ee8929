package org.flotilla.batch;

import jakarta.batch.runtime.context.JobContext;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.pull.PullOrder;

/** What the parts of the job {@code pull} share. */
final class PullParts {

    private PullParts() {}

    /** What the job shall pull: the job's properties are its parameters, and those that were not given are empty. */
    static PullOrder order(JobContext job) {
        Map<String, String> parameters = new HashMap<>();
        PullOrder.PARAMETERS.forEach(
                name -> parameters.put(name, job.getProperties().getProperty(name, "")));
        return PullOrder.of(parameters);
    }
}
