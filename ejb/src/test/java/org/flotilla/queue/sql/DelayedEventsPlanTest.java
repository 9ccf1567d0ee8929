package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As after a night in which a partner was down: what waits for its retry is more, and of a higher priority, than what is due. */
@DisplayName("Q3 a claim does not read what is due later, however much that is")
class DelayedEventsPlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int DELAYED = 200_000;

    /** A claim of 20 with all that it writes. The index of what is delayed has about 2,000 pages. */
    private static final int FEW_PAGES = 500;

    @BeforeEach
    void manyAreDelayed() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        assumeTrue(version() >= 180_000, "before version 18 PostgreSQL cannot skip within an index");
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into node (name, member, address, incarnation, state, state_since, site, version, slots,"
                            + " running, joined_at, heartbeat_at)"
                            + " values ('node-1', 'm', 'a', 1, 'ONLINE', now(), 'PROD', '1', 16, 0, now(), now())");
            handle.execute("""
                    insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, attempts,
                        max_attempts, created_at, changed_at)
                    select n, 'cycle-' || n, 'PULL', 'pull-files', '{}', case when n %% 2 = 0 then 'FAILED' else 'READY' end,
                        case when n <= 10 then 3 else 5 + n %% 3 end,
                        now() + case when n <= 10 then interval '-1 s' else interval '1 h' end,
                        case when n %% 4 < 2 then 'node-1' end, 0, 8, now(), now()
                    from generate_series(1, %d) n
                    """.formatted(DELAYED));
            handle.execute("vacuum analyze event");
        });
    }

    private static int version() {
        return DATABASE.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select cast(current_setting('server_version_num') as integer)")
                                .mapTo(Integer.class)
                                .one());
    }

    @ParameterizedTest
    @CsvSource({
        "queue.sql, claimAssigned",
        "queue.sql, claimUnassigned",
        "queue.sql, claimAssignedOf",
        "queue.sql, claimUnassignedOf",
        "dispatch.sql, claimFrom"
    })
    void claim_readsFewPages(String file, String name) throws SQLException {
        Prepared claim = Prepared.of(
                DATABASE.database().statements(JdbcEventStore.class, file).get(name),
                Map.of("node", "'node-1'", "from", "'node-1'", "incarnation", "1", "limit", "20"));
        List<String> plan = DATABASE.jdbi().inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            return claim.explained(handle.getConnection(), "explain (analyze, buffers)");
        });
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event"));
        assertThat(Prepared.pages(plan)).as("%s", String.join("\n", plan)).isLessThan(FEW_PAGES);
        assertThat(plan.get(0)).as("it claimed what is due").contains("rows=5.00");
    }
}
