package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From the submission of an event on one node to its start on another, by the database's clock: the times of the two rows in
 * the event's history. Pushes of one file are submitted to node-1 by its API at an even rate; they go to all nodes in turn,
 * and fail at once as nobody listens at the partner. Run by {@code ./mvnw verify -Pbench}; {@code flotilla.bench.perSecond}
 * sets the rate. Servers compile as in production ({@code flotilla.test.compiler}), and are measured when they have:
 * {@code flotilla.bench.warmUpSeconds}.
 */
@ExtendWith(OnCluster.class)
@DisplayName("Q9 submission to start in figures")
class SubmitBench {

    private static final String NAME = "submitted";
    private static final int NOBODY_LISTENS = 1;
    private static final int SUBMITTERS = 4;
    private static final String FILE = "/submitted.bin";
    private static final int PER_SECOND = Integer.getInteger("flotilla.bench.perSecond", 100);
    private static final int WARM_UP = Integer.getInteger("flotilla.bench.warmUpSeconds", 240) * PER_SECOND;
    private static final int EVENTS = 20 * PER_SECOND;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final TestCluster cluster;
    private final RestClient submitter;

    SubmitBench(TestCluster cluster) {
        this.cluster = cluster;
        this.submitter = cluster.api("node-1");
    }

    @Test
    @DisplayName("at an even rate, events that start on another node than they were submitted on")
    void submitToStart() throws Exception {
        cluster.configure("EventQueue.DispatchPolicy.name", "roundRobinPolicy");
        cluster.configure("EventQueue.retry.first", "3600");
        cluster.configure("EventQueue.retry.longest", "3600");
        putFile(accountOfPartnerWhoIsAway());
        submit(WARM_UP);
        long nanos = submit(EVENTS);
        await("all have been tried")
                .atMost(PATIENCE)
                .until(() -> cluster.allItems("node-1", "events?state=FAILED&account=" + NAME)
                                .size()
                        == WARM_UP + EVENTS);
        List<JsonObject> elsewhere = cluster.allItems("node-1", "events?account=" + NAME).stream()
                .limit(EVENTS) // the newest come first
                .filter(event -> !event.getString("ownerNode").equals("node-1"))
                .toList();
        double[] millis = elsewhere.stream().mapToDouble(this::millis).sorted().toArray();
        figure("submitted", EVENTS / (nanos / 1e9), "events per second");
        figure("started on another node", millis.length, "events");
        figure("submit to start on another node, median", millis[millis.length / 2], "ms");
        figure("submit to start on another node, 99th percentile", millis[millis.length * 99 / 100], "ms");
        figure("submit to start on another node, longest", millis[millis.length - 1], "ms");
    }

    private void putFile(TestAccount account) throws IOException {
        try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
            session.put(FILE, new byte[100]);
        }
    }

    /** Returns how long it took, in nanoseconds. What was late in one call is not made up for in the next. */
    private long submit(int count) throws InterruptedException {
        ScheduledExecutorService pace = Executors.newScheduledThreadPool(SUBMITTERS);
        AtomicInteger submitted = new AtomicInteger();
        List<Future<?>> submissions = new ArrayList<>();
        long period = TimeUnit.SECONDS.toMicros(1) * SUBMITTERS / PER_SECOND;
        long start = System.nanoTime();
        try {
            for (int i = 0; i < SUBMITTERS; i++) {
                submissions.add(pace.scheduleAtFixedRate(
                        () -> submitNext(submitted, count), period * i / SUBMITTERS, period, TimeUnit.MICROSECONDS));
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> submitted.get() >= count);
            return System.nanoTime() - start;
        } finally {
            assertThat(submissions).as("none has failed").noneMatch(Future::isDone);
            pace.shutdown();
            assertThat(pace.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void submitNext(AtomicInteger submitted, int count) {
        if (submitted.incrementAndGet() <= count) {
            submitter
                    .post(
                            "transfers",
                            Json.createObjectBuilder()
                                    .add("account", NAME)
                                    .add("path", FILE)
                                    .add("site", NAME)
                                    .build())
                    .object();
        }
    }

    private double millis(JsonObject event) {
        List<JsonObject> changes = submitter
                .get("events/" + event.getInt("id"))
                .object()
                .getJsonArray("changes")
                .getValuesAs(JsonObject.class);
        return Duration.between(at(changes, "READY"), at(changes, "RUNNING")).toNanos() / 1e6;
    }

    private static Instant at(List<JsonObject> changes, String state) {
        return changes.stream()
                .filter(change -> change.getString("to").equals(state))
                .map(change -> Instant.parse(change.getString("at")))
                .findFirst()
                .orElseThrow();
    }

    private TestAccount accountOfPartnerWhoIsAway() {
        TestAccount account = cluster.account(NAME);
        cluster.create("sites", cluster.site(NAME).add("port", NOBODY_LISTENS).add("maximumConnections", 1000));
        return account;
    }

    private static void figure(String what, double value, String unit) {
        System.out.printf("FIGURE %s: %.1f %s%n", what, value, unit);
    }
}
