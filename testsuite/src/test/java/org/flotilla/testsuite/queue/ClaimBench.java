package org.flotilla.testsuite.queue;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.flotilla.run.EmbeddedDatabase;
import org.flotilla.testsuite.queue.Backlog.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The time of a claim of {@value #BATCH} events, each with its commit, by how many wait. A machine's speed drifts, so all
 * backlogs are made first, side by side in one database, and they take turns, claim by claim, in an order that a seed decides.
 * What counts is the ratio of the median to that of the smallest backlog; those of the rounds tell how far to trust it. Run
 * by {@code ./mvnw verify -Pbench}; the system properties {@code flotilla.bench.waiting} (numbers of events, the smallest
 * first), {@code rounds}, {@code warmUp} (rounds), {@code seed} and {@code patience} (minutes to wait for a calm machine)
 * choose less or more.
 */
@DisplayName("Q3 claims in figures")
class ClaimBench {

    private static final String WAITING = System.getProperty("flotilla.bench.waiting", "10000,100000,1000000");
    private static final int ROUNDS = Integer.getInteger("flotilla.bench.rounds", 50);
    private static final int WARM_UP = Integer.getInteger("flotilla.bench.warmUp", 10);
    private static final Random RANDOM = new Random(Long.getLong("flotilla.bench.seed", 1));
    private static final Duration PATIENCE =
            Duration.ofMinutes(Integer.getInteger("flotilla.bench.patience", 5)).plusSeconds(1);
    private static final double CALM = 1.5;
    private static final int BATCH = 20;
    private static final int CLAIMS = 30;

    /** First claims of a round, for plans that are made anew after ANALYZE, and what that drove out of the caches. */
    private static final int UNCOUNTED = 10;

    @TempDir
    Path folder;

    /** The claims of one kind from one backlog: all times, and the median of each round. */
    private record Series(Backlog backlog, Kind kind, List<Double> round, List<Double> all, List<Double> medians) {

        static Stream<Series> of(Backlog backlog) {
            return Stream.of(Kind.values())
                    .map(kind -> new Series(backlog, kind, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }

        void claim(boolean counted) {
            double millis = backlog.claim(kind, BATCH) / 1e6;
            if (counted) {
                round.add(millis);
            }
        }

        void endRound(boolean counted) {
            if (counted) {
                all.addAll(round);
                medians.add(quantile(round, 0.5));
            }
            round.clear();
        }
    }

    @Test
    @DisplayName("a claim costs the same however many wait")
    void claims() throws Exception {
        Map<Integer, Backlog> backlogs = new LinkedHashMap<>();
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder)) {
            database.start();
            for (String waiting : WAITING.split(",", -1)) {
                int events = Integer.parseInt(waiting.strip());
                backlogs.put(events, new Backlog(database, events));
                backlogs.get(events).fill();
            }
            List<Series> all = backlogs.values().stream().flatMap(Series::of).toList();
            backlogs.values().forEach(Backlog::settle);
            checkpoint(database);
            awaitCalm();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                backlogs.values().forEach(Backlog::settle);
                round(all, round >= 0);
            }
            System.out.printf("FIGURE load after the claims: %.1f%n", load());
            report(all);
        } finally {
            backlogs.values().forEach(Backlog::close);
        }
    }

    private static void round(List<Series> all, boolean counted) {
        List<Series> order = new ArrayList<>(all);
        for (int i = -UNCOUNTED; i < CLAIMS; i++) {
            Collections.shuffle(order, RANDOM);
            boolean warm = i >= 0;
            order.forEach(series -> series.claim(warm));
        }
        order.forEach(series -> series.endRound(counted));
    }

    /** Else the pages of the fill are written meanwhile. Only the superuser may. */
    private void checkpoint(EmbeddedDatabase database) throws Exception {
        String password = Files.readString(folder.resolve("superuser.password"));
        try (Connection connection = DriverManager.getConnection(database.url(), "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    private static void awaitCalm() {
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> load() < CALM);
        } catch (ConditionTimeoutException e) {
            System.out.println("The machine does not become calm: the figures say little");
        }
        System.out.printf("FIGURE load before the claims: %.1f%n", load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void report(List<Series> all) {
        for (Series series : all) {
            Series first = all.stream()
                    .filter(other -> other.kind() == series.kind())
                    .findFirst()
                    .orElseThrow();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ratios.add(series.medians().get(round) / first.medians().get(round));
            }
            System.out.printf(
                    "FIGURE claim of %d %s, %,d wait: median %.2f ms, p99 %.2f ms, %.2f times the smallest"
                            + " (in half of the rounds %.2f to %.2f)%n",
                    BATCH,
                    series.kind(),
                    series.backlog().waiting(),
                    quantile(series.all(), 0.5),
                    quantile(series.all(), 0.99),
                    quantile(series.all(), 0.5) / quantile(first.all(), 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75));
        }
    }

    private static double quantile(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (share * values.size()));
    }
}
