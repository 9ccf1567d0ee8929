package org.flotilla.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;

/**
 * One run of a batch job, as the shared database has it (S5). A restart is a run of its own.
 *
 * @param startedAt null until it started
 * @param endedAt null until it ended, and for one whose node died
 * @param parameters what it was started with
 */
public record JobExecution(
        long id,
        String job,
        Status status,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Map<String, String> parameters,
        List<Step> steps) {

    /** Names of the parameters that tie a run to its event. */
    public static final String EVENT = "flotilla.event";

    public static final String INCARNATION = "flotilla.incarnation";
    public static final String ATTEMPT = "flotilla.attempt";
    public static final String NODE = "flotilla.node";
    public static final String SCHEDULE = "flotilla.schedule";

    public JobExecution {
        parameters = Map.copyOf(parameters);
        steps = List.copyOf(steps);
    }

    /** The event that runs it; empty for a job that was started by other means. */
    public Optional<EventId> event() {
        return Optional.ofNullable(parameters.get(EVENT)).map(text -> new EventId(Long.parseLong(text)));
    }

    /** The node it was started on; may be null. */
    public String node() {
        return parameters.get(NODE);
    }

    /** The schedule it was started for; may be null. */
    public String schedule() {
        return parameters.get(SCHEDULE);
    }

    public JobExecution withSteps(List<Step> newSteps) {
        return new JobExecution(id, job, status, createdAt, startedAt, endedAt, parameters, newSteps);
    }

    /** The states of Jakarta Batch. */
    public enum Status {
        STARTING,
        STARTED,
        STOPPING,
        STOPPED,
        FAILED,
        COMPLETED,
        ABANDONED;

        public boolean hasEnded() {
            return this == STOPPED || this == FAILED || this == COMPLETED || this == ABANDONED;
        }
    }

    /**
     * One step of a run.
     *
     * @param result what the step says of itself, for people; may be null
     * @param error why it failed; may be null
     */
    public record Step(
            String name,
            Status status,
            Instant startedAt,
            Instant endedAt,
            long read,
            long written,
            long commits,
            String result,
            String error) {}
}
