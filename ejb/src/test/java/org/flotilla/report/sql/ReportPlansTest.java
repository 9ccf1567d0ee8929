package org.flotilla.report.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.flotilla.core.sql.Dialect;
import org.flotilla.schedule.sql.BatchTables;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans with the statistics of a month of 10,000 transfers, events and runs a day, with and without knowing the hour. */
@DisplayName("S3 a report reads an hour by an index, never the whole history")
class ReportPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String MINUTES = "now() - n * interval '8 seconds'";

    private final BatchTables batch = new BatchTables(DATABASE);

    @BeforeEach
    void aMonth() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        batch.drop();
        batch.create();
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into transfer (id, cycle_id, direction, account, site, protocol, folder, file_name, size, content, state,
                        started_at, changed_at)
                    select n, 'cycle', case when mod(n, 2) = 0 then 'IN' else 'OUT' end, 'account-' || mod(n, 50), 'site-' || mod(n, 9), 'SFTP',
                        '/', 'f', n, 'content-' || n, case when mod(n, 500) = 0 then 'FAILED' else 'DONE' end, %1$s, %1$s
                    from generate_series(1, 300000) n
                    """.formatted(MINUTES));
            handle.execute("""
                    insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts, max_attempts,
                        created_at, finished_at)
                    select n, 'cycle', 'PUSH', 'push-file', '{}', case when mod(n, 500) = 0 then 'DEAD' else 'DONE' end, 5, 1 + mod(n, 2), 8,
                        %1$s, %1$s
                    from generate_series(1, 300000) n
                    """.formatted(MINUTES));
            handle.execute("""
                    insert into job_execution (jobexecutionid, jobinstanceid, createtime, batchstatus)
                    select n, 1, now(), case when mod(n, 500) = 0 then 'FAILED' else 'COMPLETED' end from generate_series(1, 300000) n
                    """);
            handle.execute("""
                    insert into job_run (execution_id, event_id, incarnation, attempt, began_at)
                    select n, n, 1, 1, %s from generate_series(1, 300000) n
                    """.formatted(MINUTES));
            handle.execute("""
                    insert into schedule_missed (schedule, at, firing, misfire)
                    select 'nightly', %1$s, %1$s, 'SKIP' from generate_series(1, 100000) n
                    """.formatted(MINUTES));
            handle.execute("analyze");
        });
    }

    @AfterEach
    void drop() {
        batch.drop();
    }

    @TestFactory
    Stream<DynamicTest> statements() {
        return Stream.of(
                        "traffic transfer_started",
                        "failed-transfers transfer_started",
                        "ended-events event_history_finished",
                        "troubled-events event_history_finished",
                        "failed-runs job_run_began",
                        "runs-taken-over job_run_began",
                        "missed-firings schedule_missed_at")
                .map(row -> row.split(" "))
                .flatMap(row -> Stream.of("force_custom_plan", "force_generic_plan")
                        .map(mode -> DynamicTest.dynamicTest(
                                row[0] + " reads " + row[1] + ", " + mode, () -> check(row[0], row[1], mode))));
    }

    private static void check(String statement, String index, String mode) throws Exception {
        assertThat(plan(statement, mode))
                .anyMatch(line -> line.contains(" using " + index + " on ") || line.contains(" Scan on " + index + " "))
                .noneMatch(line -> line.contains("Seq Scan on") && !line.contains("job_instance"));
    }

    private static List<String> plan(String statement, String mode) throws Exception {
        String sql = DATABASE.database()
                .statements(SqlReportStore.class, "report.sql")
                .get(statement);
        Instant from = Instant.now().minus(10, ChronoUnit.DAYS);
        return DATABASE.inTransaction(() -> DATABASE.jdbi().withHandle(handle -> {
            handle.execute("set local plan_cache_mode = " + mode);
            var query = handle.createQuery("explain " + sql)
                    .bind("from", from.atOffset(ZoneOffset.UTC))
                    .bind("to", from.plus(1, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC));
            if (sql.contains(":limit")) {
                query.bind("limit", 20);
            }
            return query.mapTo(String.class).list();
        }));
    }
}
