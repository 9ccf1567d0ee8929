package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Q3 a claim reads the index from the best event on, however many wait")
class ClaimPlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void manyWait() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, attempts,
                        max_attempts, created_at, changed_at)
                    select n, 'cycle-' || n, 'PUSH', 'push-file', '{}', 'READY', n % 10, now(),
                        case when n % 2 = 0 then 'node-1' end, 0, 8, now(), now()
                    from generate_series(1, 20000) n
                    """);
            handle.execute("analyze event");
        });
    }

    /** The plan of a prepared statement that knows nothing of its parameters, which is the one that a pool ends up with. */
    @ParameterizedTest
    @ValueSource(strings = {"claimAssigned", "claimUnassigned"})
    void claim_neitherScansNorSorts(String statement) throws SQLException {
        String sql = DATABASE.database()
                .statements(JdbcEventStore.class, "queue.sql")
                .get(statement)
                .replace(":node", "$1")
                .replace(":incarnation", "$2")
                .replace(":limit", "$3");
        List<String> plan = DATABASE.jdbi().inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            try (Statement prepare = handle.getConnection().createStatement()) {
                prepare.execute("prepare claim (varchar, bigint, integer) as " + sql);
            }
            List<String> lines = handle.createQuery("explain execute claim ('node-1', 1, 20)")
                    .mapTo(String.class)
                    .list();
            handle.execute("deallocate claim");
            return lines;
        });
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Scan using event_claim"))
                .noneMatch(line -> line.contains("Seq Scan on event") || line.contains("Sort"));
    }
}
