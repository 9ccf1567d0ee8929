package org.flotilla.testsuite.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.run.EmbeddedDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The time of a claim of 20 events, with its commit, while a purge deletes 1,000,000 old events of the history beside it, and
 * without. Both take turns, ten times: a machine's speed drifts. What is claimed is also finished, into the same history. The
 * statements are the product's, and each of the purge's transactions is as large as the job's. Run by
 * {@code ./mvnw verify -Pbench}; {@code flotilla.bench.old} names another number of old events.
 */
@DisplayName("S3 the purge in figures")
class PurgeBench {

    private static final int OLD = Integer.getInteger("flotilla.bench.old", 1_000_000);
    private static final int ROUNDS = 10;
    private static final Duration AGE = Duration.ofDays(30);
    private static final int ROWS = 250;
    private static final int PART = 100_000;
    private static final NodeId NODE = new NodeId("node-1");
    private static final Incarnation LIFE = new Incarnation(1);
    private static final int BATCH = 20;
    private static final int WAITING = 1_000_000;
    private static final int CLAIMS = 500;
    private static final double MOST_TIMES = 2;

    @TempDir
    Path folder;

    private final ExecutorService purger = Executors.newSingleThreadExecutor();
    private final List<Double> alone = new ArrayList<>();
    private final List<Double> beside = new ArrayList<>();
    private final List<Double> purges = new ArrayList<>();
    private HikariDataSource source;
    private BoundSource bound;
    private JdbcEventStore store;

    @Test
    @DisplayName("S3 claims take at most twice as long while a purge deletes a million events")
    void claims_besideAPurge() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder)) {
            database.start();
            try (HikariDataSource pool = QueueWorker.pool(database.url(), database.user(), database.password())) {
                source = pool;
                bound = new BoundSource(pool);
                store = new JdbcEventStore(new Database(bound.source()));
                new FlotillaQueue().prepare(pool);
                fill(pool);
                run();
            } finally {
                purger.shutdown();
            }
        }
        report();
    }

    private void run() throws Exception {
        claimAndFinish(CLAIMS, new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            claimAndFinish(CLAIMS, alone);
            Future<?> purge = purger.submit(() -> purge(OLD / ROUNDS));
            while (!purge.isDone()) {
                claimAndFinish(1, beside);
            }
            purge.get();
        }
        assertThat(Sql.anyRow(source, "select 1 from event_history where id < 0"))
                .as("old events are left")
                .isFalse();
    }

    /** As the job does: so many at most in each transaction. */
    private void purge(int events) {
        for (int left = events; left > 0; ) {
            int most = Math.min(ROWS, left);
            long start = System.nanoTime();
            int deleted = bound.run(() -> store.purge(AGE, most));
            purges.add(millisSince(start));
            if (deleted == 0) {
                throw new IllegalStateException(left + " events should be left");
            }
            left -= deleted;
        }
    }

    private void claimAndFinish(int times, List<Double> millis) {
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            List<Claimed> claimed = bound.run(() -> store.claimUnassigned(NODE, LIFE, BATCH));
            millis.add(millisSince(start));
            if (claimed.size() != BATCH) {
                throw new IllegalStateException(claimed.size() + " events were claimed instead of " + BATCH);
            }
            bound.run(() -> store.finish(claimed.stream().map(PurgeBench::done).toList()));
        }
    }

    private static Outcome done(Claimed claimed) {
        Claim claim = new Claim(claimed.event().id(), LIFE, claimed.event().attempts());
        return new Outcome(claim, EventState.DONE, null, null);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Old events have negative numbers; each has the three changes of one that ran well, and every tenth a key. */
    private static void fill(DataSource source) {
        Sql.execute(source, """
                insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,
                    joined_at, heartbeat_at)
                values ('node-1', 'm', '127.0.0.1', 1, 'ONLINE', now(), 'PROD', '1', 16, 0, now(), now())
                """);
        for (int from = 1; from <= OLD; from += PART) {
            fillHistory(source, from, Math.min(OLD, from + PART - 1));
        }
        for (int from = 1; from <= WAITING; from += PART) {
            Sql.execute(source, """
                    insert into event (id, cycle_id, type, action, account, attributes, state, priority, due_at, attempts,
                        max_attempts, created_at, changed_at)
                    select n, cast(uuidv7() as varchar), 'PUSH', 'push-file', 'acme', '{"file":"/out/file.txt"}', 'READY', 5,
                        clock_timestamp(), 0, 8, clock_timestamp(), clock_timestamp()
                    from generate_series(%d, %d) n
                    """.formatted(from, from + PART - 1));
        }
        for (String table : List.of("event", "event_history", "event_change", "event_key")) {
            Sql.execute(source, "vacuum analyze " + table);
        }
    }

    private static void fillHistory(DataSource source, int from, int to) {
        String old = "now() - interval '40 days' + n * interval '100 milliseconds'";
        Sql.execute(source, """
                insert into event_history (id, cycle_id, type, action, account, attributes, state, priority, owner_node,
                    attempts, max_attempts, created_at, finished_at)
                select n - 1000000000, cast(uuidv7() as varchar), 'PUSH', 'push-file', 'acme',
                    '{"file":"/out/file.txt"}', 'DONE', 5, 'node-1', 1, 8, %1$s, %1$s
                from generate_series(%2$d, %3$d) n
                """.formatted(old, from, to), """
                insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
                select n - 1000000000, %1$s, before, after, 'node-1', 1, reason
                from generate_series(%2$d, %3$d) n cross join (values (null, 'READY', 'Submitted'),
                    ('READY', 'RUNNING', null), ('RUNNING', 'DONE', null)) change (before, after, reason)
                """.formatted(old, from, to), """
                insert into event_key (idempotency_key, event_id, created_at)
                select 'key-' || n, n - 1000000000, %1$s from generate_series(%2$d, %3$d) n where n %% 10 = 0
                """.formatted(old, from, to));
    }

    private void report() {
        System.out.printf(
                "FIGURE purge of %,d events in transactions of %d: %.1f s, median %.1f ms, p99 %.1f ms a transaction%n",
                OLD,
                ROWS,
                purges.stream().mapToDouble(Double::doubleValue).sum() / TimeUnit.SECONDS.toMillis(1),
                percentile(purges, 50),
                percentile(purges, 99));
        double median = ratio("median", 50);
        double most = ratio("p99", 99);
        assertThat(median).as("the median, against that without a purge").isLessThanOrEqualTo(MOST_TIMES);
        assertThat(most).as("the 99th percentile, against that without a purge").isLessThanOrEqualTo(MOST_TIMES);
    }

    private double ratio(String what, int percent) {
        double without = percentile(alone, percent);
        double with = percentile(beside, percent);
        System.out.printf(
                "FIGURE claim of %d, %s: %.2f ms alone (%d claims), %.2f ms beside a purge (%d claims), %.2f times%n",
                BATCH, what, without, alone.size(), with, beside.size(), with / without);
        return with / without;
    }

    /** The smallest that so many of a hundred do not exceed. */
    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
