package org.flotilla.batch;

import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Properties;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.Ownership;
import org.flotilla.schedule.JobExecution;

/**
 * Keeps a run from changing anything after its event went to another owner (Q5). To be asked at the beginning of each
 * transaction that changes something: it locks the event until that ends. Whose run it is stands in the job's properties.
 */
@Dependent
public class Fence {

    private final Ownership ownership;
    private final EventId event;
    private final Incarnation incarnation;

    @Inject
    public Fence(Ownership ownership, JobContext job) {
        this.ownership = ownership;
        this.event = new EventId(number(job.getProperties(), JobExecution.EVENT));
        this.incarnation = new Incarnation(number(job.getProperties(), JobExecution.INCARNATION));
    }

    /** @throws FlotillaException NOT_OWNER: the run ends as failed, and whoever owns the event now goes on */
    void ensureOwned() {
        ownership.ensureOwned(event, incarnation);
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
