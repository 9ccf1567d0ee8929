package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The purge, made slow by a trigger and small chunks, loses its node again and again. Its checkpoint is how many events all its
 * runs have deleted so far: what it says at the end is right only if each run went on from the last one's last checkpoint.
 */
@ExtendWith(OnCluster.class)
@DisplayName("S4 a batch job loses its node")
class JobTakeoverClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST = -1_000_000_000L;
    private static final int SOME = 60;

    private final TestCluster cluster;
    private String asked = "node-1";
    private String event;

    JobTakeoverClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeSlow() throws SQLException {
        assumeTrue(cluster.hasOwnDatabase(), "needs the database's own connection");
        execute("create or replace function slowly() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(0.04); return old; end $$");
        execute("create or replace trigger slowly before delete on event_history for each row when (old.id < 0)"
                + " execute function slowly()");
    }

    @AfterEach
    void makeFast() throws SQLException {
        cluster.nodes().stream().filter(cluster.domain()::hasProcess).forEach(cluster.domain()::thaw);
        if (cluster.hasOwnDatabase()) {
            execute("drop trigger if exists slowly on event_history");
            execute("delete from event_history where id < 0");
        }
    }

    @Test
    @DisplayName("S4 a killed node's job goes on, on another node, from its last checkpoint")
    void kill_goesOnFromTheCheckpoint() throws SQLException {
        int events = 600;
        start(events);
        awaitDeleted(events, SOME);
        JsonObject first = run();
        String owner = node(first);
        asked = other(owner);

        cluster.domain().kill(owner);

        awaitEnd();
        JsonObject last = run();
        assertThat(last.getString("status")).isEqualTo("COMPLETED");
        assertThat(node(last)).isNotEqualTo(owner);
        assertThat(result(last)).isEqualTo(events + " deleted");
        assertThat(statuses(last)).containsExactly("FAILED", "COMPLETED");
        assertThat(left()).isZero();
        assertNothingHangs();
    }

    @Test
    @DisplayName("S4, Q5 a job goes from A, which freezes, to B, which is killed, and back to A: from B's checkpoint,"
            + " not from what A remembers; and what A did when it woke was refused")
    void pingPong_goesOnFromTheDatabase() throws SQLException {
        int events = 1600;
        start(events);
        awaitDeleted(events, SOME);
        String a = node(run());
        asked = other(a);
        cluster.domain().freeze(a);
        long before = events - left();

        await("another node goes on")
                .atMost(PATIENCE)
                .until(() -> !node(run()).equals(a) && events - left() > before + SOME);
        JsonObject second = run();
        String b = node(second);
        asked = b;
        cluster.domain().thaw(a);
        await("A is back")
                .atMost(PATIENCE)
                .until(() -> "ONLINE".equals(cluster.states(b).get(a)));
        await("A's first run was refused")
                .atMost(PATIENCE)
                .until(() -> "FAILED".equals(statuses(second).get(0)));
        String c = cluster.nodes().stream()
                .filter(node -> !node.equals(a) && !node.equals(b))
                .findFirst()
                .orElseThrow();
        cluster.domain().kill(c);
        long atB = events - left();
        await("B went further").atMost(PATIENCE).until(() -> events - left() > atB + SOME);

        asked = a;
        cluster.domain().kill(b);

        awaitEnd();
        JsonObject last = run();
        assertThat(node(last)).isEqualTo(a);
        assertThat(result(last)).as("each event counted once").isEqualTo(events + " deleted");
        assertThat(statuses(last)).containsExactly("FAILED", "FAILED", "COMPLETED");
        assertThat(left()).isZero();
        assertNothingHangs();
    }

    @Test
    @DisplayName("S4 a node that is shut down in order ends no job: neither another node's, nor its own")
    void shutDown_jobsGoOn() throws SQLException {
        int events = 1200;
        everyNodeKnowsTheJob();
        start(events);
        awaitDeleted(events, SOME);
        String owner = node(run());
        asked = owner;
        String bystander = other(owner);

        cluster.domain().stopServer(bystander);

        long then = events - left();
        await("the job goes on").atMost(PATIENCE).until(() -> events - left() > then + SOME);
        asked = cluster.nodes().stream()
                .filter(node -> !node.equals(owner) && !node.equals(bystander))
                .findFirst()
                .orElseThrow();
        String last = node(run());
        if (last.equals(asked)) {
            asked = owner;
        }
        cluster.domain().stopServer(last);

        awaitEnd();
        assertThat(run().getString("status")).isEqualTo("COMPLETED");
        assertThat(result(run())).isEqualTo(events + " deleted");
        assertThat(left()).isZero();
        assertNothingHangs();
    }

    /** The batch runtime of a server stops only runs of jobs that ran on that server before. */
    private void everyNodeKnowsTheJob() {
        await("each node has run it")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    purge();
                    return cluster.items(asked, "jobs?job=purge").stream()
                            .map(JobTakeoverClusterIT::node)
                            .toList()
                            .containsAll(cluster.nodes());
                });
        await("they have ended").atMost(PATIENCE).until(() -> open() == 0);
    }

    private String purge() {
        return cluster.create(
                        "jobs",
                        Json.createObjectBuilder()
                                .add("job", "purge")
                                .add("jobParameters", Json.createObjectBuilder().add("rows", "1")))
                .get("eventId")
                .toString();
    }

    /** Seeds old events, and starts a purge that deletes one in each transaction. */
    private void start(int events) throws SQLException {
        execute(
                "insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts, max_attempts,"
                        + " created_at, finished_at) select " + FIRST
                        + " + n, 'cycle', 'MAINTENANCE', 'test', '{}', 'DONE', 5, 1, 1,"
                        + " now() - interval '50 days', now() - interval '50 days' from generate_series(1, " + events
                        + ") n");
        event = purge();
    }

    private void awaitDeleted(int of, int deleted) {
        await("some are deleted").atMost(PATIENCE).until(() -> of - left() >= deleted);
    }

    private void awaitEnd() {
        await("the event has ended")
                .atMost(PATIENCE.multipliedBy(2))
                .ignoreExceptions()
                .until(() -> "DONE"
                        .equals(cluster.api(asked)
                                .get("events/" + event)
                                .object()
                                .getString("state")));
    }

    /** The latest run of the event. */
    private JsonObject run() {
        return cluster.items(asked, "jobs?event=" + event).get(0);
    }

    /** Of all runs of the chain, first to last. */
    private List<String> statuses(JsonObject run) {
        return cluster
                .api(asked)
                .get("jobs/" + run.getJsonNumber("id") + "/restarts")
                .body()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .map(one -> one.getString("status"))
                .toList();
    }

    private static String node(JsonObject run) {
        return run.getJsonObject("parameters").getString("flotilla.node");
    }

    private String other(String node) {
        return cluster.nodes().stream()
                .filter(one -> !one.equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** What the first step says of itself. */
    private static String result(JsonObject run) {
        return run.getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .filter(step -> "history".equals(step.getString("name")))
                .map(step -> step.getString("result"))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingHangs() {
        await("no run, step or part is left as if it ran").atMost(PATIENCE).until(() -> open() == 0);
    }

    private long open() throws SQLException {
        String open = " where batchstatus in ('STARTING', 'STARTED', 'STOPPING')";
        return count("select count(*) from job_execution" + open)
                + count("select count(*) from step_execution" + open)
                + count("select count(*) from partition_execution" + open);
    }

    private long left() throws SQLException {
        return count("select count(*) from event_history where id < 0");
    }

    private long count(String query) throws SQLException {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
