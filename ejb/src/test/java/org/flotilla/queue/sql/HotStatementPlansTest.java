package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flotilla.core.EventId;
import org.flotilla.core.sql.Dialect;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.Walk;
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
                        owner_incarnation, attempts, max_attempts, created_at, changed_at, site, ordering_key, blocked_by)
                    select n, 'cycle-' || n, 'PUSH', 'push-file', '{}',
                        case when n % 10000 = 0 then 'RUNNING' when n < 10000 then 'FAILED' when n < 20000 then 'SUSPENDED'
                            else 'READY' end,
                        n % 10, now(), case when n % 4 > 0 then 'node-' || n % 4 end, case when n % 10000 = 0 then 'node-1' end,
                        case when n % 10000 = 0 then 1 end, 0, 8, now(), now(), 'site-' || n % 50,
                        case when n % 10 = 3 then 'key-' || n % 1000 end,
                        case n % 10 when 3 then 'KEY' when 7 then 'SITE' else 'NOTHING' end
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
            handle.execute("insert into site_place (incarnation, number, site, node)"
                    + " select 1 + n % 3, n, 'site-' || n % 50, 'node-' || 1 + n % 3 from generate_series(1, 2000) n");
            handle.execute("insert into event_key select 'key-' || n, n, now() from generate_series(1, 1000000) n");
            handle.execute("analyze");
        });
    }

    /** One factory: a database is emptied before each test. */
    @TestFactory
    Stream<DynamicTest> hotStatements() {
        return Stream.concat(plans(), Stream.of(dynamicTest("a search reads what is in the state", this::search)));
    }

    /** File, statement, and the index that it reads; unordered: by a bitmap too, as its order is of no use. */
    private static Stream<DynamicTest> plans() {
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
                        "queue.sql requeue event_running unordered",
                        "queue.sql requeueOrphans event_running unordered",
                        "queue.sql unassign event_claim",
                        "queue.sql unassignOrphans event_claim",
                        "queue.sql insert",
                        "queue.sql insertKey",
                        "queue.sql findKey event_key_pkey",
                        "queue.sql keyOf event_key_event",
                        "queue.sql find event_pkey",
                        "queue.sql list event_history_pkey",
                        "queue.sql changes event_change_pkey",
                        "queue.sql ended event_history_pkey",
                        "queue.sql ended event_change_pkey",
                        "queue.sql record",
                        "operator.sql lock event_pkey",
                        "operator.sql lockFree event_pkey",
                        "operator.sql suspend event_pkey",
                        "operator.sql resume event_set_aside",
                        "operator.sql prioritise event_pkey",
                        "operator.sql cancel event_pkey",
                        "operator.sql removeCancelled event_pkey",
                        "operator.sql recordAct",
                        "operator.sql choose event_pkey",
                        "operator.sql chooseNotReady event_set_aside",
                        "operator.sql chooseNotReady event_running unordered",
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
                        "operator.sql countNotReady event_set_aside unordered",
                        "operator.sql countNotReady event_running unordered",
                        "order.sql release event_waits_for_key",
                        "order.sql release event_holds_key",
                        "order.sql waitingKeys event_waits_for_key",
                        "order.sql holder event_holds_key",
                        "gate.sql refuse event_pkey",
                        "gate.sql places site_place_of_site unordered",
                        "gate.sql insertPlace",
                        "gate.sql deletePlaces site_place_pkey unordered",
                        "gate.sql deleteEnded",
                        "gate.sql sitesOf site_place_of_site unordered",
                        "gate.sql release event_waits_for_site",
                        "gate.sql waitingSites event_waits_for_site",
                        "dispatch.sql waiting event_pkey",
                        "dispatch.sql assign event_pkey")
                .map(row -> row.split(" "))
                .map(row -> dynamicTest(
                        row[1] + (row.length > 2 ? " reads " + row[2] : " reads no index"), () -> check(row)));
    }

    private static void check(String[] row) throws Exception {
        List<String> plan = plan(
                DATABASE.database().statements(JdbcEventStore.class, row[0]).get(row[1]));
        assertThat(plan)
                .noneMatch(line -> line.matches(".*Seq Scan on event(_\\w+)?( .*)?"))
                .noneMatch(HotStatementPlansTest::sortsMuch);
        if (row.length > 2) {
            String scan = row.length == 3 ? " using " : " (using|Bitmap Index Scan on) ";
            assertThat(plan).anyMatch(line -> line.matches(".*" + scan + row[2] + "\\b.*"));
        }
    }

    /** Of those that failed, which are the oldest, the newest ten, and how many they are. */
    private void search() throws Exception {
        EventFilter failed = new EventFilter(EventState.FAILED, null, null, null, null, null, null);
        EventSearch search = new EventSearch(DATABASE.database());
        DATABASE.inTransaction(() -> {
            long before = rowsRead();
            assertThat(search.newest(failed, Walk.down(Long.MAX_VALUE), 10))
                    .startsWith(new EventId(9_999))
                    .hasSize(10);
            assertThat(search.count(failed, Set.of(EventState.FAILED), Walk.down(Long.MAX_VALUE)))
                    .containsOnly(Map.entry(EventState.FAILED, 9_999L));
            assertThat(rowsRead() - before).isLessThan(50_000);
            return null;
        });
    }

    /** By this transaction. */
    private static long rowsRead() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'event'")
                        .mapTo(Long.class)
                        .one());
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
