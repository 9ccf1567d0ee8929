package org.flotilla.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.Claim;

/**
 * One run of a batch job, as the shared database has it (S5). A restart is a run of its own.
 *
 * @param startedAt null until it started
 * @param endedAt null until it ended, and for one whose node died
 * @param reason what was said at its end, beyond the status: of one whose node died, that; may be null
 * @param parameters what it was started with
 */
public record JobExecution(
        long id,
        String job,
        Status status,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        String reason,
        Map<String, String> parameters,
        List<Step> steps) {

    /** Names of the parameters that tie a run to its event. */
    public static final String EVENT = "flotilla.event";

    public static final String INCARNATION = "flotilla.incarnation";
    public static final String ATTEMPT = "flotilla.attempt";
    public static final String NODE = "flotilla.node";
    public static final String SCHEDULE = "flotilla.schedule";

    /** What stands as the reason of a run, from when an operator asks it to stop until it has. */
    public static final String STOP_ASKED = "An operator asked it to stop.";

    /** The moment that the run is for, in ISO 8601: of its firing; where a person started it, of its submission. */
    public static final String MOMENT = "flotilla.moment";

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

    /** The claim that it was started under; empty for a job that was started by other means. */
    public Optional<Claim> claim() {
        return claim(parameters);
    }

    /** The claim that stands in a run's parameters. */
    public static Optional<Claim> claim(Map<String, String> parameters) {
        if (!parameters.keySet().containsAll(List.of(EVENT, INCARNATION, ATTEMPT))) {
            return Optional.empty();
        }
        return Optional.of(new Claim(
                new EventId(Long.parseLong(parameters.get(EVENT))),
                new Incarnation(Long.parseLong(parameters.get(INCARNATION))),
                Integer.parseInt(parameters.get(ATTEMPT))));
    }

    /** Whether it is an operator who stops it: servers that shut down stop runs too, those of other nodes among them. */
    public boolean stopWasAsked() {
        return STOP_ASKED.equals(reason);
    }

    /** The step that it is at, or was at last; null if it came to none. */
    public Step lastStep() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    public JobExecution withSteps(List<Step> newSteps) {
        return new JobExecution(id, job, status, createdAt, startedAt, endedAt, reason, parameters, newSteps);
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
     * @param filtered read, but left out by the step itself
     * @param skipped passed by because of an error
     * @param done what it has done, as it says itself; else what it has read
     * @param total what there is to do; null: it does not say
     * @param partitions its parts that run at the same time; empty where a list of runs is read
     * @param result what the step says of itself, for people; may be null
     * @param error why it failed; may be null
     */
    public record Step(
            long id,
            String name,
            Status status,
            Instant startedAt,
            Instant endedAt,
            long read,
            long written,
            long filtered,
            long skipped,
            long commits,
            long rollbacks,
            long done,
            Long total,
            List<Partition> partitions,
            String result,
            String error) {

        private static final int ALL = 100;

        public Step {
            partitions = List.copyOf(partitions);
        }

        /** How much of it is done, 0 to 100; null if nobody knows. */
        public Integer percent() {
            if (status == Status.COMPLETED) {
                return ALL;
            }
            if (total != null && total > 0) {
                return share(done, total);
            }
            return partitions.isEmpty() ? null : share(completedPartitions(), partitions.size());
        }

        public long completedPartitions() {
            return partitions.stream()
                    .filter(partition -> partition.status() == Status.COMPLETED)
                    .count();
        }

        private static int share(long part, long whole) {
            return Math.toIntExact(Math.max(0, Math.min(ALL, part * ALL / whole)));
        }

        public Step withPartitions(List<Partition> all) {
            return new Step(
                    id, name, status, startedAt, endedAt, read, written, filtered, skipped, commits, rollbacks, done,
                    total, all, result, error);
        }
    }

    /** One part of a step that runs in several. */
    public record Partition(long step, int number, Status status, String result, String error) {}
}
