package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From the submission of an event on one node to its start on another, by the database's clock: the times of the two rows in
 * the event's history. Files are uploaded to node-1 at an even rate; they go, in turn, to partners' pushes on all nodes,
 * which fail at once as nobody listens there. Run by {@code ./mvnw verify -Pbench}; {@code flotilla.bench.perSecond} sets the
 * rate.
 */
@ExtendWith(OnCluster.class)
@DisplayName("Q9 submission to start in figures")
class SubmitBench {

    private static final String NAME = "submitted";
    private static final int NOBODY_LISTENS = 1;
    private static final int SESSIONS = 4;
    private static final int PER_SECOND = Integer.getInteger("flotilla.bench.perSecond", 100);
    private static final int WARM_UP = 5 * PER_SECOND;
    private static final int FILES = 20 * PER_SECOND;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestCluster cluster;

    SubmitBench(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("at an even rate, events that start on another node than they were submitted on")
    void submitToStart() throws Exception {
        cluster.configure("EventQueue.DispatchPolicy.name", "roundRobinPolicy");
        cluster.configure("EventQueue.retry.first", "3600");
        cluster.configure("EventQueue.retry.longest", "3600");
        TestAccount account = accountOfPartnerWhoIsAway();
        long nanos = upload(account);
        await("all have been tried")
                .atMost(PATIENCE)
                .until(() -> cluster.allItems("node-1", "events?state=FAILED&account=" + NAME)
                                .size()
                        == WARM_UP + FILES);
        List<JsonObject> elsewhere = cluster.allItems("node-1", "events?account=" + NAME).stream()
                .limit(FILES) // the newest come first
                .filter(event -> !event.getString("ownerNode").equals("node-1"))
                .toList();
        double[] millis = elsewhere.stream().mapToDouble(this::millis).sorted().toArray();
        figure("submitted", FILES / (nanos / 1e9), "events per second");
        figure("started on another node", millis.length, "events");
        figure("submit to start on another node, median", millis[millis.length / 2], "ms");
        figure("submit to start on another node, 99th percentile", millis[millis.length * 99 / 100], "ms");
        figure("submit to start on another node, longest", millis[millis.length - 1], "ms");
    }

    /** Returns how long it took to upload all but the first, in nanoseconds. */
    private long upload(TestAccount account) throws Exception {
        List<SftpSession> sessions = new ArrayList<>();
        List<Future<?>> uploads = new ArrayList<>();
        ScheduledExecutorService pace = Executors.newScheduledThreadPool(SESSIONS);
        AtomicInteger files = new AtomicInteger();
        try {
            for (int i = 0; i < SESSIONS; i++) {
                SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account);
                sessions.add(session);
                long period = TimeUnit.SECONDS.toMicros(1) * SESSIONS / PER_SECOND;
                uploads.add(pace.scheduleAtFixedRate(
                        () -> put(session, files), period * i / SESSIONS, period, TimeUnit.MICROSECONDS));
            }
            await().atMost(PATIENCE).until(() -> files.get() >= WARM_UP);
            long start = System.nanoTime();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> files.get() >= WARM_UP + FILES);
            return System.nanoTime() - start;
        } finally {
            assertThat(uploads).as("none has failed").noneMatch(Future::isDone);
            pace.shutdown();
            assertThat(pace.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            for (SftpSession session : sessions) {
                session.close();
            }
        }
    }

    private static void put(SftpSession session, AtomicInteger files) {
        int number = files.incrementAndGet();
        if (number > WARM_UP + FILES) {
            return;
        }
        try {
            session.put("/" + number, new byte[100]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double millis(JsonObject event) {
        List<JsonObject> changes = cluster.api("node-1")
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
        cluster.create(
                "routes",
                Json.createObjectBuilder()
                        .add("name", NAME)
                        .add("account", NAME)
                        .add("folder", "/")
                        .add("pattern", "*")
                        .add(
                                "steps",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("type", "PUSH")
                                                .add("site", NAME))));
        return account;
    }

    private static void figure(String what, double value, String unit) {
        System.out.printf("FIGURE %s: %.1f %s%n", what, value, unit);
    }
}
