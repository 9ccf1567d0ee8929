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
import org.junit.jupiter.params.provider.ValueSource;

/** A queue of ten thousand events has few enough pages for a planner to like reading them all. */
@DisplayName("Q3 a claim from a short queue reads no more than one from a long one")
class ShortQueuePlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int WAITING = 10_000;

    /** Twenty events: their rows, old and new, and their entries in five indexes. The table has about 180 pages more. */
    private static final int FEW_PAGES = 350;

    private static final Map<String, String> CLAIM = Map.of("node", "'node-1'", "incarnation", "1", "limit", "20");

    @BeforeEach
    void aNodeIsOnline() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "insert into node (name, member, address, incarnation, state, state_since, site, version, slots,"
                                        + " running, joined_at, heartbeat_at)"
                                        + " values ('node-1', 'm', 'a', 1, 'ONLINE', now(), 'PROD', '1', 16, 0, now(), now())"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claimAssigned", "claimUnassigned", "claimAssignedOf", "claimUnassignedOf"})
    void genericPlan_readsFewPages(String name) throws SQLException {
        submit();
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("vacuum analyze event");
            handle.execute("set plan_cache_mode = force_generic_plan");
            try {
                ensureFewPages(claim(name).explained(handle.getConnection(), "explain (analyze, buffers)"));
            } finally {
                handle.execute("reset plan_cache_mode");
            }
        });
    }

    private static Prepared claim(String name) {
        return Prepared.of(
                DATABASE.database()
                        .statements(JdbcEventStore.class, "queue.sql")
                        .get(name),
                CLAIM);
    }

    private static void ensureFewPages(List<String> plan) {
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event"));
        assertThat(Prepared.pages(plan)).as("%s", plan).isLessThan(FEW_PAGES);
    }

    private static void submit() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("""
                insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, attempts,
                    max_attempts, created_at, changed_at)
                select nextval('event_id'), 'cycle-' || n, 'PULL', 'pull-files', '{}', 'READY', n % 10, now(),
                    case when n % 2 = 0 then 'node-1' end, 0, 8, now(), now()
                from generate_series(1, ?) n
                """, WAITING));
    }
}
