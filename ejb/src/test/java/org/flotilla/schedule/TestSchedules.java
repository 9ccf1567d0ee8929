package org.flotilla.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schedules and runs for tests. */
public final class TestSchedules {

    private TestSchedules() {}

    public static Schedule every(String name, String interval, Instant nextFireAt) {
        return new Schedule(
                name,
                Schedule.Kind.INTERVAL,
                interval,
                "UTC",
                "purge",
                Map.of("depth", "1"),
                true,
                nextFireAt,
                null,
                1);
    }

    /** Hourly from a moment on, by a rule. */
    public static Schedule hourly(Misfire misfire, int jitterSeconds, Instant endsAt, String calendar, Instant next) {
        return new Schedule(
                "hourly",
                Schedule.Kind.INTERVAL,
                "3600",
                "UTC",
                "purge",
                Map.of("depth", "1"),
                true,
                next,
                null,
                1,
                misfire,
                jitterSeconds,
                null,
                endsAt,
                calendar,
                next,
                null);
    }

    /** A run of the job {@code purge} with one step. */
    static JobExecution run(long id, JobExecution.Status status, Map<String, String> parameters) {
        return run(id, status, null, parameters);
    }

    static JobExecution run(long id, JobExecution.Status status, String reason, Map<String, String> parameters) {
        JobExecution.Step step = new JobExecution.Step(
                id,
                "history",
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                1,
                0,
                0,
                1,
                0,
                1,
                null,
                List.of(),
                "12 deleted",
                null);
        return new JobExecution(
                id, "purge", status, Instant.EPOCH, Instant.EPOCH, null, reason, parameters, List.of(step));
    }

    /** Knows the job {@code purge}, and runs nothing. */
    static class NoRunner implements JobRunner {

        @Override
        public Set<String> jobs() {
            return Set.of("purge");
        }

        @Override
        public long start(String job, Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long restart(long execution, Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop(long execution) {
            // nothing runs
        }
    }
}
