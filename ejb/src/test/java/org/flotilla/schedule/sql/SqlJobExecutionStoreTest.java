package org.flotilla.schedule.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.core.EventId;
import org.flotilla.core.sql.Dialect;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Status;
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

    private final SqlJobExecutionStore store = new SqlJobExecutionStore(DATABASE.database());

    @BeforeEach
    @AfterEach
    void noTables() {
        execute("drop table if exists STEP_EXECUTION");
        execute("drop table if exists JOB_EXECUTION");
        execute("drop table if exists JOB_INSTANCE");
    }

    @Test
    void beforeTheFirstJob_nothingIsFound() {
        assertThat(store.list(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.latestOf(new EventId(1))).isEmpty();
    }

    @Test
    void list_isNewestFirstWithSteps() {
        tables();
        run(1, "COMPLETED", "flotilla.event = 12\nflotilla.node = node-1\n");
        run(2, "STARTED", "flotilla.event = 123\nflotilla.node = node-2\n");
        execute(
                "insert into STEP_EXECUTION (STEPEXECUTIONID, JOBEXECUTIONID, STEPNAME, BATCHSTATUS, READCOUNT,"
                        + " WRITECOUNT, COMMITCOUNT, EXITSTATUS) values (5, 1, 'history', 'COMPLETED', 3, 3, 4, '2500 deleted')");

        assertThat(store.list(Long.MAX_VALUE, 10)).extracting(JobExecution::id).containsExactly(2L, 1L);
        assertThat(store.list(2, 10)).singleElement().satisfies(run -> {
            assertThat(run.job()).isEqualTo("purge");
            assertThat(run.status()).isEqualTo(Status.COMPLETED);
            assertThat(run.node()).isEqualTo("node-1");
            assertThat(run.event()).contains(new EventId(12));
            assertThat(run.steps()).singleElement().satisfies(step -> {
                assertThat(step.result()).isEqualTo("2500 deleted");
                assertThat(step.commits()).isEqualTo(4);
            });
        });
    }

    @Test
    void latestOfAnEvent_isNotThatOfALongerNumber() {
        tables();
        run(1, "FAILED", "x = y\nflotilla.event = 12\n");
        run(2, "STARTED", "flotilla.event = 12\nx = y\n");
        run(3, "STARTED", "flotilla.event = 123\n");

        assertThat(store.latestOf(new EventId(12))).map(JobExecution::id).contains(2L);
        assertThat(store.latestOf(new EventId(1))).isEmpty();
    }

    private static void run(long id, String status, String parameters) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into JOB_EXECUTION (JOBEXECUTIONID, JOBINSTANCEID,"
                                + " CREATETIME, BATCHSTATUS, JOBPARAMETERS)"
                                + " values (:id, 1, current_timestamp, :status, :parameters)")
                        .bind("id", id)
                        .bind("status", status)
                        .bind("parameters", parameters)
                        .execute());
    }

    /** The columns of JBeret's tables that are read, with JBeret's types. */
    private static void tables() {
        String time = DATABASE.dialect() == Dialect.POSTGRESQL ? "timestamptz" : "datetime";
        execute("create table JOB_INSTANCE (JOBINSTANCEID bigint, JOBNAME varchar(512))");
        execute("insert into JOB_INSTANCE values (1, 'purge')");
        execute("create table JOB_EXECUTION (JOBEXECUTIONID bigint, JOBINSTANCEID bigint, CREATETIME " + time
                + ", STARTTIME " + time + ", ENDTIME " + time
                + ", BATCHSTATUS varchar(30), EXITSTATUS varchar(512), JOBPARAMETERS varchar(3000))");
        execute("create table STEP_EXECUTION (STEPEXECUTIONID bigint, JOBEXECUTIONID bigint, STEPNAME varchar(255),"
                + " STARTTIME " + time + ", ENDTIME " + time + ", BATCHSTATUS varchar(30), EXITSTATUS varchar(512),"
                + " EXECUTIONEXCEPTION varchar(2048), READCOUNT integer, WRITECOUNT integer, COMMITCOUNT integer)");
    }

    private static void execute(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
