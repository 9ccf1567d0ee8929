package org.flotilla.batch;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Properties;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;
import org.flotilla.schedule.JobExecution;

/**
 * Keeps a run from changing anything after its event went to another owner (Q5). Asked in each transaction that changes
 * something, it locks the event until that ends; {@link StepFence} does so for each chunk. Whoever causes an effect outside
 * the database asks it before. Whose run it is stands in the job's properties.
 */
@Dependent
public class Fence {

    private final Ownership ownership;
    private final Claim claim;

    @Inject
    public Fence(Ownership ownership, JobContext job) {
        this.ownership = ownership;
        Properties properties = job.getProperties();
        this.claim = new Claim(
                new EventId(number(properties, JobExecution.EVENT)),
                new Incarnation(number(properties, JobExecution.INCARNATION)),
                Math.toIntExact(number(properties, JobExecution.ATTEMPT)));
    }

    /** The claim that the run was started under, for those who ask the fence in transactions of their own. */
    Claim claim() {
        return claim;
    }

    /** @throws FlotillaException NOT_OWNER: the run ends as failed, and whoever owns the event now goes on */
    void ensureOwned() {
        ownership.ensureOwned(claim);
    }

    private static long number(Properties properties, String name) {
        String text = properties.getProperty(name, "");
        if (text.isEmpty()) {
            throw FlotillaException.invalid(
                    "The job was started without the parameter " + name + ".", "Start jobs through a schedule.");
        }
        return Long.parseLong(text);
    }
}
