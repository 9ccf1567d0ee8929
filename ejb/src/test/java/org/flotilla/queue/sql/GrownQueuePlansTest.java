package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool's connections keep the plans that they made while the queue was empty, until its statistics are renewed. */
@DisplayName("Q3 a plan made for an empty queue chooses what it locks once, however many events come then")
class GrownQueuePlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int EVENTS = 2_000;

    @BeforeEach
    void onPostgres() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi().useHandle(handle -> handle.execute("vacuum analyze event, node"));
    }

    @ParameterizedTest
    @CsvSource({
        "queue.sql, claimAssigned",
        "queue.sql, claimUnassigned",
        "queue.sql, claimAssignedOf",
        "queue.sql, claimUnassignedOf",
        "queue.sql, requeue",
        "queue.sql, requeueOrphans",
        "queue.sql, unassign",
        "queue.sql, unassignOrphans",
        "dispatch.sql, assign",
        "dispatch.sql, claimFrom",
        "order.sql, release",
        "gate.sql, release"
    })
    void chosenOnce(String file, String name) throws SQLException {
        Prepared statement = Prepared.of(
                DATABASE.database().statements(JdbcEventStore.class, file).get(name),
                values(name.startsWith("claim") ? "1" : "2"));
        List<String> plan = DATABASE.jdbi().inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            return statement.explainedAfter(handle.getConnection(), () -> grow(handle));
        });
        assertThat(plan.stream().filter(line -> line.contains("LockRows")))
                .as("%s", plan)
                .isNotEmpty()
                .allMatch(line -> loops(line) <= 3);
    }

    /** Without a commit: so that nobody renews the statistics meanwhile. */
    private static void grow(Handle handle) {
        handle.execute("""
                insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,
                    joined_at, heartbeat_at)
                select 'node-' || n, 'm', '127.0.0.1', n, case when n = 2 then 'OFFLINE' else 'ONLINE' end, now(), 'PROD', '1',
                    16, 0, now(), now()
                from generate_series(1, 3) n
                """);
        handle.execute("""
                insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, owner_node,
                    owner_incarnation, attempts, max_attempts, created_at, changed_at, ordering_key, blocked_by, site)
                select n, 'cycle-' || n, 'PUSH', 'push-file', '{}', case when n %% 5 = 0 then 'RUNNING' else 'READY' end,
                    n %% 10, now(), case when n %% 5 in (1, 2) then 'node-' || n %% 5 end, case when n %% 5 = 0 then 'node-2' end,
                    case when n %% 5 = 0 then 2 end, 0, 8, now(), now(), case when n %% 5 = 3 then 'key-' || n %% 50 end,
                    case n %% 5 when 3 then 'KEY' when 4 then 'SITE' else 'NOTHING' end, 'bank'
                from generate_series(1, %d) n
                """.formatted(EVENTS));
    }

    /** @param incarnation of node-1, which claims, or of node-2, which is gone */
    private static Map<String, String> values(String incarnation) {
        return Map.of(
                "node", "'node-1'",
                "from", "'node-2'",
                "incarnation", incarnation,
                "limit", "500",
                "site", "'bank'",
                "types", "'[{\"type\":\"PUSH\",\"most\":500},{\"type\":\"PULL\",\"most\":500}]'",
                "ids",
                        IntStream.rangeClosed(1, EVENTS)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(",", "'[", "]'")),
                "keys", "'[\"key-3\",\"key-8\",\"key-13\"]'");
    }

    private static int loops(String line) {
        return Integer.parseInt(line.replaceAll(".* loops=(\\d+)\\).*", "$1"));
    }
}
