package org.flotilla.schedule.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.sql.Dialect;
import org.flotilla.queue.Claim;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.Misfire;
import org.flotilla.schedule.OrphanedRun;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S4 runs of jobs that cannot write their own end")
class SqlJobRunStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String REASON = "Its node died.";

    private final BatchTables tables = new BatchTables(DATABASE);
    private final SqlJobExecutionStore executions = new SqlJobExecutionStore(DATABASE.database());
    private final SqlJobRunStore runs = new SqlJobRunStore(DATABASE.database(), new NodeClock());

    @BeforeEach
    void newTables() {
        tables.drop();
        tables.create();
    }

    @AfterEach
    void noTables() {
        tables.drop();
    }

    @Nested
    @DisplayName("S4 settling")
    class Settling {

        @Test
        void claimThatHolds_isLeftAlone() {
            started(1, claim(12, 3, 1));
            event(12, 3, 1);

            assertThat(runs.orphans(10)).isEmpty();
            assertThat(runs.settle(new OrphanedRun(1, claim(12, 3, 1)), REASON)).isFalse();
            assertThat(executions.status(1)).contains(Status.STARTED);
        }

        @Test
        void otherIncarnationOrAttempt_isAnOrphan() {
            started(1, claim(12, 3, 1));
            started(2, claim(13, 3, 1));
            started(3, claim(14, 3, 1));
            event(12, 4, 2);
            event(13, 3, 2);

            assertThat(runs.orphans(10)).extracting(OrphanedRun::execution).containsExactly(1L, 2L, 3L);
            assertThat(runs.settle(new OrphanedRun(1, claim(12, 3, 1)), REASON)).isTrue();
            assertThat(runs.settle(new OrphanedRun(1, claim(12, 3, 1)), "again"))
                    .isFalse();

            assertThat(executions.find(1)).hasValueSatisfying(run -> {
                assertThat(run.status()).isEqualTo(Status.FAILED);
                assertThat(run.reason()).isEqualTo(REASON);
                assertThat(run.endedAt()).isNotNull();
            });
        }

        @Test
        void ended_isClosedAndNoOrphan() {
            started(1, claim(12, 3, 1));
            started(2, claim(13, 3, 1));
            tables.execute("update JOB_EXECUTION set BATCHSTATUS = 'COMPLETED' where JOBEXECUTIONID = 1");

            runs.close();

            assertThat(runs.orphans(10)).extracting(OrphanedRun::execution).containsExactly(2L);
        }

        @Test
        void neverBegun_isAStray() {
            started(1, claim(12, 3, 1));
            tables.run(2, 1, "STARTING", "flotilla.event = 13", "flotilla.incarnation = 3", "flotilla.attempt = 1");
            tables.run(3, 1, "STARTING", "of = somebody else");

            assertThat(runs.strays(10)).containsExactly(new OrphanedRun(2, claim(13, 3, 1)));
        }

        @Test
        void endOfStepsAndPartitions_isWritten() {
            started(1, claim(12, 3, 1));
            tables.step(5, 1, "list", "COMPLETED");
            tables.step(6, 1, "fetch", "STARTED");
            tables.partition(0, 6, "COMPLETED", 9);
            tables.partition(1, 6, "STARTED", 4);

            runs.complete(1, REASON);

            assertThat(tables.step(5)).isEqualTo("COMPLETED");
            assertThat(tables.step(6))
                    .as("FAILED would say that all partitions had begun")
                    .isEqualTo("ABANDONED");
            assertThat(tables.partition(0, 6)).isEqualTo("COMPLETED 9");
            assertThat(tables.partition(1, 6)).isEqualTo("FAILED 4");
        }
    }

    @Nested
    @DisplayName("S4 the checkpoint that a run died before it had one of its own")
    class Checkpoints {

        @Test
        void stepWithoutOne_hasThatOfTheRunBefore() {
            tables.run(1, 1, "FAILED");
            tables.step(5, 1, "fetch", "ABANDONED");
            tables.checkpoint(5, 42);
            tables.run(2, 1, "STARTED");
            tables.step(6, 2, "fetch", "STARTED");

            runs.complete(2, REASON);

            assertThat(tables.step(6)).isEqualTo("ABANDONED 42");
        }

        @Test
        void stepWithOne_keepsIt() {
            tables.run(1, 1, "FAILED");
            tables.step(5, 1, "fetch", "FAILED");
            tables.checkpoint(5, 42);
            tables.run(2, 1, "STARTED");
            tables.step(6, 2, "fetch", "STARTED");
            tables.checkpoint(6, 43);

            runs.complete(2, REASON);

            assertThat(tables.step(6)).isEqualTo("ABANDONED 43");
        }

        @Test
        void otherStepOrInstance_isNotTakenFor() {
            tables.run(1, 1, "FAILED");
            tables.step(5, 1, "list", "FAILED");
            tables.checkpoint(5, 42);
            tables.run(2, 2, "FAILED");
            tables.step(6, 2, "fetch", "FAILED");
            tables.checkpoint(6, 42);
            tables.run(3, 1, "STARTED");
            tables.step(7, 3, "fetch", "STARTED");

            runs.complete(3, REASON);

            assertThat(tables.step(7)).isEqualTo("ABANDONED");
        }

        @ParameterizedTest
        @ValueSource(strings = {"FAILED", "STOPPED"})
        @DisplayName(
                "S4 a step of several parts that failed, or was stopped, is gone on with also for those that had not begun")
        void partsThatHadNotBegun_areNotForgotten(String status) {
            tables.run(1, 1, status);
            tables.step(5, 1, "fetch", status);
            tables.partition(0, 5, status, 9);
            tables.step(6, 1, "list", status);

            runs.complete(1, REASON);

            assertThat(tables.step(5))
                    .as("as JBeret sees it, it says nothing of parts without rows")
                    .isEqualTo("ABANDONED");
            assertThat(tables.step(6)).as("one part").isEqualTo(status);
            assertThat(tables.partition(0, 5)).isEqualTo(status + " 9");
        }

        @Test
        void partitions_areThoseOfTheRunBefore() {
            tables.run(1, 1, "FAILED");
            tables.step(5, 1, "fetch", "ABANDONED");
            tables.partition(0, 5, "COMPLETED", 9);
            tables.partition(1, 5, "FAILED", 4);
            tables.partition(2, 5, "FAILED", 5);
            tables.partition(3, 5, "FAILED", 6);
            tables.run(2, 1, "STARTED");
            tables.step(6, 2, "fetch", "STARTED");
            tables.partition(1, 6, "STARTED", null);
            tables.partition(2, 6, "STARTED", 7);

            runs.complete(2, REASON);

            assertThat(tables.partition(0, 6)).as("done before: not again").isEqualTo("COMPLETED 9");
            assertThat(tables.partition(1, 6)).as("died before its first chunk").isEqualTo("FAILED 4");
            assertThat(tables.partition(2, 6)).as("went further").isEqualTo("FAILED 7");
            assertThat(tables.partition(3, 6)).as("had not begun again").isEqualTo("FAILED 6");
        }
    }

    @Nested
    @DisplayName("S5 an operator's acts")
    class Acts {

        @Test
        void stop_isForARunThatRuns() {
            tables.run(1, 1, "STARTED");
            tables.run(2, 1, "COMPLETED");

            assertThat(runs.requestStop(1)).isTrue();
            assertThat(runs.requestStop(1)).isFalse();
            assertThat(runs.requestStop(2)).isFalse();
            assertThat(executions.status(1)).contains(Status.STOPPING);
            assertThat(executions.find(1))
                    .hasValueSatisfying(run -> assertThat(run.stopWasAsked()).isTrue());
        }

        @Test
        @DisplayName("S5 the run of a node that died before it stopped what it was asked to stop, is STOPPED")
        void stop_outlivesTheNode() {
            started(1, claim(12, 3, 1));
            runs.requestStop(1);

            assertThat(runs.settle(new OrphanedRun(1, claim(12, 3, 1)), REASON)).isTrue();

            assertThat(executions.find(1)).hasValueSatisfying(run -> {
                assertThat(run.status()).isEqualTo(Status.STOPPED);
                assertThat(run.stopWasAsked()).isTrue();
            });
        }

        @Test
        void abandon_isForARunThatDidNotEndWell() {
            tables.run(1, 1, "FAILED");
            tables.run(2, 1, "COMPLETED");

            assertThat(runs.abandon(1)).isTrue();
            assertThat(runs.abandon(2)).isFalse();
            assertThat(executions.status(1)).contains(Status.ABANDONED);
        }
    }

    @Nested
    @DisplayName("S3 the purge of runs")
    class Purging {

        @Test
        void oldInstances_goWithAllThatIsTheirs() throws Exception {
            started(1, claim(12, 3, 1));
            tables.step(5, 1, "history", "COMPLETED");
            tables.partition(0, 5, "COMPLETED", 1);
            runs.log(1, "INFO", "line", 10);
            runs.progress(1, "history", 1, 1L);
            endedDaysAgo(1, 31);

            assertThat(purge()).isEqualTo(1);
            assertThat(purge()).isZero();

            for (String table : new String[] {
                "job_run", "job_log", "job_progress", "JOB_EXECUTION", "STEP_EXECUTION", "PARTITION_EXECUTION"
            }) {
                assertThat(tables.count(table)).as(table).isZero();
            }
        }

        @Test
        void youngOrRunning_isKeptWithWhatItGoesOnFrom() throws Exception {
            started(1, claim(12, 3, 1));
            endedDaysAgo(1, 31);
            started(2, claim(12, 4, 2));
            endedDaysAgo(2, 29);
            tables.run(3, 2, "STARTED");
            runs.begin(3, claim(13, 3, 1), "node-1", null);
            beganDaysAgo(3, 31);

            assertThat(purge()).isZero();
            assertThat(tables.count("JOB_EXECUTION")).isEqualTo(3);
        }

        @Test
        void oldMissedFirings_areForgotten() throws Exception {
            SqlScheduleStore schedules = new SqlScheduleStore(DATABASE.database());
            schedules.missed("nightly", Instant.EPOCH, Misfire.SKIP);
            assertThat(purge()).isZero();
            tables.execute("update schedule_missed set at = firing");

            assertThat(purge()).isEqualTo(1);
            assertThat(tables.count("schedule_missed")).isZero();
        }

        private int purge() throws Exception {
            return DATABASE.inTransaction(() -> runs.purge(Duration.ofDays(30), 10));
        }

        private void endedDaysAgo(long run, int days) {
            tables.execute("update JOB_EXECUTION set BATCHSTATUS = 'COMPLETED' where JOBEXECUTIONID = " + run);
            beganDaysAgo(run, days);
            runs.close();
        }

        private void beganDaysAgo(long run, int days) {
            String at = DATABASE.dialect() == Dialect.POSTGRESQL
                    ? "now() - interval '1 day' * " + days
                    : "dateadd(day, -" + days + ", sysdatetimeoffset())";
            tables.execute("update job_run set began_at = " + at + " where execution_id = " + run);
        }
    }

    private void started(long run, Claim claim) {
        tables.run(run, 1, "STARTED");
        runs.begin(run, claim, "node-1", null);
    }

    private static Claim claim(long event, long incarnation, int attempt) {
        return new Claim(new EventId(event), new Incarnation(incarnation), attempt);
    }

    /** An event that runs under this claim. */
    private void event(long id, long incarnation, int attempt) {
        String now = DATABASE.dialect() == Dialect.POSTGRESQL ? "now()" : "sysdatetimeoffset()";
        tables.execute("insert into event (id, cycle_id, type, action, attributes, state, blocked_by, priority, due_at,"
                + " owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at) values (" + id
                + ", 'c', 'MAINTENANCE', 'run-job', '{}', 'RUNNING', 'NOTHING', 5, " + now + ", 'node-1', "
                + incarnation
                + ", " + attempt + ", 8, " + now + ", " + now + ")");
    }
}
