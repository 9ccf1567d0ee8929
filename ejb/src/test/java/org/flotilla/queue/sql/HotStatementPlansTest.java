package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Plans of prepared statements that know nothing of their parameters, which are those that a pool ends up with; made with the
 * statistics of a million waiting events, stored in no order, as after some weeks, and as many that have ended. What is refused
 * is a scan of a table of events, and a sort of more than a part. A walk along an index in its order is accepted: its statement
 * bounds it by a limit, or by {@code :lowest}; where what is asked for is rare, {@code choose} walks on through all that waits.
 */
@DisplayName("Q3 with a million events, no hot statement reads or sorts the table")
class HotStatementPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void aMillionWait() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,
                        joined_at, heartbeat_at)
                    select 'node-' || n, 'm', '127.0.0.1', n, case when n = 2 then 'OFFLINE' else 'ONLINE' end, now(), 'PROD', '1',
                        16, 0, now(), now()
                    from generate_series(1, 3) n
                    """);
            handle.execute("""
                    insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, owner_node,
                        owner_incarnation, attempts, max_attempts, created_at, changed_at)
                    select n, 'cycle-' || n, 'PUSH', 'push-file', '{}', case when n % 10000 = 0 then 'RUNNING' else 'READY' end,
                        n % 10, now(), case when n % 4 > 0 then 'node-' || n % 4 end, case when n % 10000 = 0 then 'node-1' end,
                        case when n % 10000 = 0 then 1 end, 0, 8, now(), now()
                    from generate_series(1, 1000000) n
                    order by cast(n as bigint) * 7919 % 1000003
                    """);
            handle.execute("""
                    insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts, max_attempts,
                        created_at, finished_at)
                    select n, 'cycle-' || n, 'PUSH', 'push-file', '{}', case when n % 1000 = 0 then 'DEAD' else 'DONE' end, n % 10, 1, 8, now(), now()
                    from generate_series(1000001, 2000000) n
                    """);
            handle.execute("""
                    insert into event_change (event_id, at, to_state)
                    select n, now(), 'DONE' from generate_series(1000001, 2000000) n
                    """);
            handle.execute("insert into event_key select 'key-' || n, n, now() from generate_series(1, 1000000) n");
            handle.execute("analyze");
        });
    }

    /** One factory: a database is emptied before each test. */
    @TestFactory
    Stream<DynamicTest> hotStatements() {
        return Stream.of(
                        "queue.sql claimAssigned event_claim",
                        "queue.sql claimUnassigned event_claim",
                        "queue.sql claimAssignedOf event_claim_type",
                        "queue.sql claimUnassignedOf event_claim_type",
                        "dispatch.sql claimFrom event_claim",
                        "queue.sql lockOwned event_pkey",
                        "queue.sql finish event_pkey",
                        "queue.sql retry event_pkey",
                        "queue.sql giveBack event_pkey",
                        "queue.sql requeue event_running",
                        "queue.sql requeueOrphans event_running",
                        "queue.sql unassign event_claim",
                        "queue.sql unassignOrphans event_claim",
                        "queue.sql insert",
                        "queue.sql insertKey",
                        "queue.sql findKey event_key_pkey",
                        "queue.sql keyOf event_key_event",
                        "queue.sql find event_pkey",
                        "queue.sql list event_history_pkey",
                        "queue.sql changes event_change_pkey",
                        "operator.sql choose event_pkey",
                        "operator.sql historyEnds event_history_pkey",
                        "operator.sql chooseOfKey event_waits_for_key",
                        "operator.sql chooseOfKey event_holds_key",
                        "operator.sql chooseEnded event_history_pkey",
                        "operator.sql chooseFailed event_history_failed",
                        "operator.sql chooseOldestEnded event_history_pkey",
                        "operator.sql chooseOldestFailed event_history_failed",
                        "operator.sql chooseOfCycle event_history_cycle",
                        "operator.sql countEnded event_history_pkey",
                        "operator.sql countFailed event_history_failed",
                        "dispatch.sql waiting event_pkey",
                        "dispatch.sql assign event_pkey")
                .map(row -> row.split(" "))
                .map(row -> DynamicTest.dynamicTest(
                        row[1] + (row.length == 3 ? " reads " + row[2] : " reads no index"), () -> check(row)));
    }

    private static void check(String[] row) throws Exception {
        List<String> plan = plan(
                DATABASE.database().statements(JdbcEventStore.class, row[0]).get(row[1]));
        assertThat(plan)
                .noneMatch(line -> line.matches(".*Seq Scan on event(_\\w+)?( .*)?"))
                .noneMatch(HotStatementPlansTest::sortsMuch);
        if (row.length == 3) {
            assertThat(plan).anyMatch(line -> line.matches(".* using " + row[2] + " on .*"));
        }
    }

    /** What is given in a parameter, or is a part already, may be sorted: not what waits. */
    private static boolean sortsMuch(String line) {
        Matcher rows = Pattern.compile("Sort .* rows=(\\d+) .*").matcher(line);
        return rows.find() && Long.parseLong(rows.group(1)) > 2_000;
    }

    private static List<String> plan(String statement) throws Exception {
        Prepared prepared = Prepared.of(statement);
        return DATABASE.inTransaction(() -> DATABASE.jdbi().withHandle(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            return prepared.explained(handle.getConnection(), "explain");
        }));
    }
}
