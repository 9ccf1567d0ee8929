package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.flotilla.core.EventId;
import org.flotilla.core.sql.Dialect;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plans are those of prepared statements that know nothing of their parameters, which a pool ends up with. */
@DisplayName("Q3, Q7 neither claims nor releases cost more when many are blocked")
class ReleasePlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int BLOCKED = 100_000;
    private static final int FEW_PAGES = 100;
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    /** The best of all, and the first by number, are blocked. */
    @BeforeEach
    void manyAreBlocked() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into node (name, member, address, incarnation, state, state_since, site, version, slots,"
                            + " running, joined_at, heartbeat_at)"
                            + " values ('node-1', 'm', 'a', 1, 'ONLINE', now(), 'PROD', '1', 4, 0, now(), now())");
            insert(handle, 1, BLOCKED, 9, "'busy'", "KEY");
            insert(handle, BLOCKED + 1, BLOCKED + 1000, 5, "null", "NOTHING");
            insert(handle, BLOCKED + 1001, BLOCKED + 3000, 5, "'key-' || n", "KEY");
            insert(handle, BLOCKED + 3001, BLOCKED + 3001 + BLOCKED, 9, "null", "SITE");
            handle.execute("analyze event");
        });
    }

    private static void insert(
            org.jdbi.v3.core.Handle handle, int from, int to, int priority, String key, String blockedBy) {
        handle.execute("""
                insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, assigned_node, attempts,
                    max_attempts, created_at, changed_at, ordering_key, blocked_by, site)
                select n, 'cycle-' || n, 'PUSH', 'push-file', '{}', 'READY', %d, now(),
                    case when n %% 2 = 0 then 'node-1' end, 0, 8, now(), now(), %s, '%s', 'bank'
                from generate_series(%d, %d) n
                """.formatted(priority, key, blockedBy, from, to));
    }

    @Test
    @DisplayName("Q3 a claim reads the index of what may be claimed, and no more than that")
    void claim_readsWhatMayBeClaimed() throws SQLException {
        for (String claim : List.of("claimAssigned", "claimUnassigned")) {
            List<String> plan = explain(
                    statement("queue.sql", claim, "node", "incarnation", "limit"),
                    "(varchar, bigint, integer)",
                    "('node-1', 1, 20)");
            assertThat(plan)
                    .anyMatch(line -> line.contains("Index Scan using event_claim"))
                    .noneMatch(line -> line.contains("Seq Scan on event") || line.contains("Sort"));
            assertThat(pages(plan)).as("%s", plan).isLessThan(2500);
        }
    }

    @Test
    @DisplayName("Q7 a release reads the first entry of the key")
    void release_readsTheFirstOfTheKey() throws SQLException {
        String release = statement("order.sql", "release", "keys");
        List<String> plan = explain(release, "(text)", "('[\"busy\"]')");
        assertThat(plan)
                .anyMatch(line -> line.contains("event_waits_for_key"))
                .noneMatch(line -> line.contains("Seq Scan on event"));
        assertThat(pages(plan)).as("%s", plan).isLessThan(FEW_PAGES);
    }

    @Test
    @DisplayName("Q7 the sweep steps from key to key")
    void sweep_stepsFromKeyToKey() throws SQLException {
        List<String> plan =
                explain(statement("order.sql", "waitingKeys", "after", "limit"), "(varchar, integer)", "('', 10)");
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event"));
        assertThat(pages(plan)).as("%s", plan).isLessThan(FEW_PAGES);
    }

    @Test
    @DisplayName("W4 the best that wait for a site are read, and no more than are let go")
    void releaseOfSite_readsTheBest() throws SQLException {
        List<String> plan = explain(
                statement("gate.sql", "release", "site", "node", "limit"),
                "(varchar, varchar, integer)",
                "('bank', 'node-1', 2)");
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Scan using event_waits_for_site"))
                .noneMatch(line -> line.contains("Seq Scan on event") || line.contains("Sort"));
        assertThat(pages(plan)).as("%s", plan).isLessThan(FEW_PAGES);
    }

    @Test
    @DisplayName("W4 the sweep steps from site to site")
    void sweepOfSites_stepsFromSiteToSite() throws SQLException {
        List<String> plan =
                explain(statement("gate.sql", "waitingSites", "after", "limit"), "(varchar, integer)", "('', 10)");
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event"));
        assertThat(pages(plan)).as("%s", plan).isLessThan(FEW_PAGES);
    }

    @Test
    @DisplayName("Q7 all are let go in their order")
    void release_goesInOrder() {
        JdbcReleaseStore store = new JdbcReleaseStore(DATABASE.database());
        assertThat(store.release(Set.of("busy"))).extracting(Released::event).containsExactly(new EventId(1));
    }

    private static String statement(String file, String name, String... parameters) {
        String sql = DATABASE.database().statements(JdbcEventStore.class, file).get(name);
        for (int i = 0; i < parameters.length; i++) {
            sql = sql.replace(":" + parameters[i], "$" + (i + 1));
        }
        return sql;
    }

    private static List<String> explain(String sql, String types, String values) throws SQLException {
        return DATABASE.jdbi().inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            try (Statement prepare = handle.getConnection().createStatement()) {
                prepare.execute("prepare probe " + types + " as " + sql);
            }
            List<String> lines = handle.createQuery("explain (analyze, buffers) execute probe " + values)
                    .mapTo(String.class)
                    .list();
            handle.execute("deallocate probe");
            return lines;
        });
    }

    /** What the whole statement read. */
    private static int pages(List<String> plan) {
        return plan.stream()
                .map(PAGES::matcher)
                .filter(java.util.regex.Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1))
                        + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2))))
                .findFirst()
                .orElseThrow();
    }
}
