package org.flotilla.schedule;

import java.time.Instant;
import org.flotilla.core.EventId;
import org.flotilla.schedule.JobExecution.Status;

/**
 * Which runs of jobs are asked for; what is null does not matter (S5).
 *
 * @param from created at or after this
 * @param to created before this
 */
public record JobFilter(
        String job, Status status, String node, String schedule, EventId event, Instant from, Instant to) {

    /** All runs. */
    public static JobFilter all() {
        return new JobFilter(null, null, null, null, null, null, null);
    }

    /** The runs of one event. */
    public static JobFilter of(EventId event) {
        return new JobFilter(null, null, null, null, event, null, null);
    }
}
