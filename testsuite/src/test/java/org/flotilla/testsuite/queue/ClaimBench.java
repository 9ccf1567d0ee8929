package org.flotilla.testsuite.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.run.EmbeddedDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The time of a claim of 20 events, each with its commit, by how many wait; half of them are assigned to the node, half to
 * none. Run by {@code ./mvnw verify -Pbench}; {@code flotilla.bench.waiting} names other numbers of events.
 */
@DisplayName("Q3 claims in figures")
class ClaimBench {

    private static final String WAITING = System.getProperty("flotilla.bench.waiting", "10000,100000,1000000,10000000");
    private static final NodeId NODE = new NodeId("node-1");
    private static final int BATCH = 20;
    private static final int WARM_UP = 100;
    private static final int CLAIMS = 100;
    private static final int PART = 1_000_000;

    @TempDir
    Path folder;

    private interface Claim {
        List<Claimed> once();
    }

    @Test
    @DisplayName("a claim costs the same however many wait")
    void claims() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder)) {
            database.start();
            try (HikariDataSource source = QueueWorker.pool(database.url(), database.user(), database.password())) {
                new FlotillaQueue().prepare(source);
                Incarnation life = new Incarnation(1);
                BoundSource bound = new BoundSource(source);
                JdbcEventStore store = new JdbcEventStore(new Database(bound.source()));
                for (String waiting : WAITING.split(",", -1)) {
                    fill(source, Integer.parseInt(waiting.strip()));
                    measure(waiting + " wait, assigned", () -> bound.run(() -> store.claimAssigned(NODE, life, BATCH)));
                    measure(
                            waiting + " wait, for any node",
                            () -> bound.run(() -> store.claimUnassigned(NODE, life, BATCH)));
                }
            }
        }
    }

    private static void fill(DataSource source, int events) {
        Sql.execute(source, "truncate table event, event_history, event_change, node", """
                insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,
                    joined_at, heartbeat_at)
                values ('node-1', 'm', '127.0.0.1', 1, 'ONLINE', now(), 'PROD', '1', 16, 0, now(), now())
                """);
        for (int from = 1; from <= events; from += PART) {
            Sql.execute(source, """
                    insert into event (id, cycle_id, type, action, account, attributes, state, priority, due_at, assigned_node,
                        attempts, max_attempts, created_at, changed_at)
                    select n, cast(uuidv7() as varchar), 'PUSH', 'push-file', 'acme', '{"file":"/out/file.txt"}', 'READY', 5,
                        clock_timestamp(), case when n %% 2 = 0 then 'node-1' end, 0, 8, clock_timestamp(), clock_timestamp()
                    from generate_series(%d, %d) n
                    """.formatted(from, Math.min(events, from + PART - 1)));
        }
        Sql.execute(source, "vacuum analyze event");
    }

    private static void measure(String what, Claim claim) {
        double[] millis = new double[CLAIMS];
        for (int i = -WARM_UP; i < CLAIMS; i++) {
            long start = System.nanoTime();
            int claimed = claim.once().size();
            if (claimed != BATCH) {
                throw new IllegalStateException(claimed + " events were claimed instead of " + BATCH);
            }
            millis[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("FIGURE claim of %d, %s, median: %.2f ms%n", BATCH, what, millis[CLAIMS / 2]);
    }
}
