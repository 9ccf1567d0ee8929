package org.flotilla.testsuite.queue;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flotilla.run.EmbeddedDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No-op tasks a second, beside three other queues on the same durable PostgreSQL, in rounds that take turns: a machine's speed
 * drifts, so only the ratios of one round mean anything. Run by {@code ./mvnw verify -Pbench}; the system properties
 * {@code flotilla.bench.rounds}, {@code flotilla.bench.warmUp} and {@code flotilla.bench.names} choose less or more.
 */
@DisplayName("Q the queue in figures, beside others")
class QueueBench {

    private static final int WARM_UP = Integer.getInteger("flotilla.bench.warmUp", 3);
    private static final int ROUNDS = Integer.getInteger("flotilla.bench.rounds", 5);
    private static final List<String> NAMES =
            List.of(System.getProperty("flotilla.bench.names", String.join(",", Contestant.NAMES))
                    .split(","));
    /** Of transactions that wrote. */
    private static final String COMMITS =
            "select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)";

    private static final String LOG_BYTES = "select cast(pg_current_wal_lsn() - '0/0'::pg_lsn as bigint)";
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final Map<String, List<WorkerProcess>> workers = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    @ParameterizedTest(name = "{0} processes")
    @ValueSource(ints = {1, 3})
    void noOpTasks(int processes) throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder)) {
            database.start();
            try (HikariDataSource source = QueueWorker.pool(database.url(), database.user(), database.password())) {
                for (String name : NAMES) {
                    contestants.put(name, Contestant.of(name));
                    contestants.get(name).prepare(source);
                    startWorkers(name, processes, database);
                }
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    round(source, round);
                }
            } finally {
                workers.values().forEach(each -> each.forEach(WorkerProcess::close));
            }
        }
        report(processes);
    }

    private void startWorkers(String name, int processes, EmbeddedDatabase database) throws Exception {
        List<WorkerProcess> ofName = new ArrayList<>();
        workers.put(name, ofName);
        for (int i = 1; i <= processes; i++) {
            File log = folder.resolve(name + i + ".log").toFile();
            ofName.add(new WorkerProcess(name, "node-" + i, log, database.url(), database.user(), database.password()));
        }
    }

    private void round(HikariDataSource source, int round) {
        for (String name : NAMES) {
            double rate = rate(source, name);
            System.out.printf("round %d, %s: %,.0f/s%n", round, name, rate);
            if (round >= 0) {
                rates.computeIfAbsent(name, key -> new ArrayList<>()).add(rate);
            }
        }
    }

    /** Tasks a second, from the first that is handled until the database holds no unfinished one. */
    private double rate(HikariDataSource source, String name) {
        Contestant contestant = contestants.get(name);
        List<WorkerProcess> mine = workers.get(name);
        int tasks = contestant.tasks();
        contestant.fill(source, tasks);
        contestant.tables().forEach(table -> Sql.execute(source, "vacuum analyze " + table));
        long commits = Sql.number(source, COMMITS);
        long logBytes = Sql.number(source, LOG_BYTES);
        mine.forEach(worker -> worker.tell("start"));
        until(() -> handled(mine) > 0);
        long early = handled(mine);
        long start = System.nanoTime();
        until(() -> handled(mine) >= tasks);
        until(() -> !Sql.anyRow(source, contestant.unfinished()));
        double seconds = (System.nanoTime() - start) / 1e9;
        commits = Sql.number(source, COMMITS) - commits;
        logBytes = Sql.number(source, LOG_BYTES) - logBytes;
        long statements = mine.stream()
                .mapToLong(worker -> worker.tell(QueueWorker.STATEMENTS))
                .sum();
        mine.forEach(worker -> worker.tell("stop"));
        System.out.printf(
                "%s: for a task %.4f commits, %d bytes of the log%s%n",
                name,
                (double) commits / tasks,
                logBytes / tasks,
                statements == 0 ? "" : String.format(", %.4f statements", (double) statements / tasks));
        return (tasks - early) / seconds;
    }

    private static long handled(List<WorkerProcess> workers) {
        return workers.stream().mapToLong(worker -> worker.tell("count")).sum();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LONGEST_RUN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private void report(int processes) {
        List<Double> own = rates.get(NAMES.get(0));
        rates.forEach((name, of) -> {
            figure("no-op tasks, " + processes + " processes, " + name, median(of), "per second");
            if (of != own) {
                List<Double> ratios = new ArrayList<>();
                for (int round = 0; round < of.size(); round++) {
                    ratios.add(own.get(round) / of.get(round));
                }
                figure(NAMES.get(0) + " against " + name + ", " + processes + " processes", median(ratios), "times");
            }
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void figure(String what, double value, String unit) {
        System.out.printf("FIGURE %s: %.1f %s%n", what, value, unit);
    }
}
