package org.flotilla.schedule.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.Claim;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.JobFilter;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S5 runs of jobs as the shared tables have them")
class SqlJobExecutionStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final BatchTables tables = new BatchTables(DATABASE);
    private final SqlJobExecutionStore store = new SqlJobExecutionStore(DATABASE.database());
    private final SqlJobRunStore runs = new SqlJobRunStore(DATABASE.database(), new NodeClock());

    @BeforeEach
    @AfterEach
    void noTables() {
        tables.drop();
    }

    @Test
    void beforeTheFirstJob_nothingIsFound() {
        assertThat(store.exist()).isFalse();
        assertThat(store.list(JobFilter.all(), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.latestOf(new EventId(1))).isEmpty();
        assertThat(store.find(1)).isEmpty();
    }

    @Test
    void list_isNewestFirstWithSteps() {
        tables.create();
        tables.run(1, 1, "COMPLETED", "flotilla.event = 12", "flotilla.node = node-1");
        tables.run(2, 1, "STARTED", "flotilla.event = 123", "flotilla.node = node-2");
        tables.execute("insert into STEP_EXECUTION (STEPEXECUTIONID, JOBEXECUTIONID, STEPNAME, BATCHSTATUS, READCOUNT,"
                + " WRITECOUNT, COMMITCOUNT, READSKIPCOUNT, PROCESSSKIPCOUNT, WRITESKIPCOUNT, EXITSTATUS)"
                + " values (5, 1, 'history', 'COMPLETED', 3, 3, 4, 1, 1, 1, '2500 deleted')");

        assertThat(store.list(JobFilter.all(), Long.MAX_VALUE, 10))
                .extracting(JobExecution::id)
                .containsExactly(2L, 1L);
        assertThat(store.list(JobFilter.all(), 2, 10)).singleElement().satisfies(run -> {
            assertThat(run.job()).isEqualTo("purge");
            assertThat(run.status()).isEqualTo(Status.COMPLETED);
            assertThat(run.node()).isEqualTo("node-1");
            assertThat(run.event()).contains(new EventId(12));
            assertThat(run.steps()).singleElement().satisfies(step -> {
                assertThat(step.result()).isEqualTo("2500 deleted");
                assertThat(step.commits()).isEqualTo(4);
                assertThat(step.skipped()).isEqualTo(3);
                assertThat(step.done()).isEqualTo(3);
                assertThat(step.total()).isNull();
            });
        });
    }

    @Test
    void filter_leavesOthersOut() {
        tables.create();
        tables.run(1, 1, "FAILED");
        tables.run(2, 1, "COMPLETED");
        tables.run(3, 2, "COMPLETED");
        begin(1, 12, "node-1", "nightly");
        begin(2, 12, "node-2", "nightly");
        begin(3, 13, "node-2", "hourly");

        assertThat(ids(new JobFilter("purge", null, null, null, null, null, null)))
                .containsExactly(2L, 1L);
        assertThat(ids(new JobFilter(null, Status.COMPLETED, null, null, null, null, null)))
                .containsExactly(3L, 2L);
        assertThat(ids(new JobFilter(null, null, "node-1", null, null, null, null)))
                .containsExactly(1L);
        assertThat(ids(new JobFilter(null, null, null, "hourly", null, null, null)))
                .containsExactly(3L);
        assertThat(ids(JobFilter.of(new EventId(12)))).containsExactly(2L, 1L);
        assertThat(ids(new JobFilter(null, null, null, null, null, Instant.parse("2100-01-01T00:00:00Z"), null)))
                .isEmpty();
        assertThat(ids(new JobFilter(null, null, null, null, null, null, Instant.parse("2020-01-01T00:00:00Z"))))
                .isEmpty();
    }

    private Iterable<Long> ids(JobFilter filter) {
        return store.list(filter, Long.MAX_VALUE, 10).stream()
                .map(JobExecution::id)
                .toList();
    }

    @Test
    void latestOfAnEvent_isTheLastThatBegan() {
        tables.create();
        tables.run(1, 1, "FAILED");
        tables.run(2, 1, "STARTED");
        tables.run(3, 1, "STARTING", "flotilla.event = 12");
        begin(1, 12, "node-1", null);
        begin(2, 12, "node-1", null);

        assertThat(store.latestOf(new EventId(12))).map(JobExecution::id).contains(2L);
        assertThat(store.latestOf(new EventId(1))).isEmpty();
    }

    @Test
    void chain_isTheRunsOfOneInstance() {
        tables.create();
        tables.run(1, 1, "FAILED");
        tables.run(2, 2, "COMPLETED");
        tables.run(3, 1, "COMPLETED");

        assertThat(store.chain(3)).extracting(JobExecution::id).containsExactly(1L, 3L);
        assertThat(store.status(3)).contains(Status.COMPLETED);
    }

    @Test
    void run_hasPartitionsAndProgress() {
        tables.create();
        tables.run(1, 1, "STARTED");
        tables.step(5, 1, "fetch", "STARTED");
        tables.partition(0, 5, "COMPLETED", null);
        tables.partition(1, 5, "STARTED", null);
        runs.progress(1, "fetch", 5, null);
        runs.progress(1, "fetch", 30, 120L);

        JobExecution.Step step = store.find(1).orElseThrow().lastStep();

        assertThat(step.partitions())
                .extracting(JobExecution.Partition::status)
                .containsExactly(Status.COMPLETED, Status.STARTED);
        assertThat(step.done()).isEqualTo(30);
        assertThat(step.total()).isEqualTo(120);
        assertThat(step.percent()).isEqualTo(25);
    }

    @Test
    void log_keepsTheLastLines() {
        tables.create();
        for (int i = 1; i <= 5; i++) {
            runs.log(1, "INFO", "line " + i, 3);
        }
        runs.log(2, "WARN", "another's", 3);

        assertThat(store.log(1, 10)).extracting(JobLogLine::text).containsExactly("line 3", "line 4", "line 5");
        assertThat(store.log(1, 2)).extracting(JobLogLine::text).containsExactly("line 4", "line 5");
        assertThat(store.log(2, 10)).extracting(JobLogLine::level).containsExactly(JobLogLine.Level.WARN);
    }

    private void begin(long run, long event, String node, String schedule) {
        runs.begin(run, new Claim(new EventId(event), new Incarnation(3), 1), node, schedule);
    }
}
