package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs within the server, where the database is at hand: a trigger makes the purge as slow as a test needs it. */
@ExtendWith(ArquillianExtension.class)
@DisplayName("S5 operators act on runs of jobs by the REST API")
class JobIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long FIRST = -2_000_000_000L;
    private static final int EVENTS = 150;
    private static final int CONFLICT = 409;

    @Resource(lookup = "java:/jdbc/FlotillaDS")
    private DataSource database;

    private Deployed server;

    @Deployment
    static WebArchive within() {
        return Within.archive(JobIT.class);
    }

    @BeforeEach
    void seed() throws SQLException {
        server = Deployed.server();
        execute("create or replace function slowly() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(0.03); return old; end $$");
        execute("create or replace trigger slowly before delete on event_history for each row when (old.id < 0)"
                + " execute function slowly()");
        execute(
                "insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts, max_attempts,"
                        + " created_at, finished_at) select " + FIRST
                        + " + n, 'cycle', 'MAINTENANCE', 'test', '{}', 'DONE', 5, 1, 1,"
                        + " now() - interval '50 days', now() - interval '50 days' from generate_series(1, " + EVENTS
                        + ") n");
    }

    @AfterEach
    void clean() throws SQLException {
        execute("drop trigger if exists slowly on event_history");
        execute("delete from event_history where id < 0");
    }

    @Test
    @DisplayName(
            "S5 a run tells its progress, is stopped at its next checkpoint and goes on from there when it is restarted")
    void stopped_goesOnFromItsCheckpoint() throws SQLException {
        long event = start("1");
        JsonObject running = await("some are deleted")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> run(event), run -> step(run).getInt("done") > 10);
        assertThat(step(running).getInt("total")).isEqualTo(EVENTS);
        long id = id(running);
        refused("jobs/" + id + "/restart", "is STARTED");
        refused("jobs/" + id + "/abandon", "is STARTED");

        act("jobs/" + id + "/stop");

        awaitStatus(id, "STOPPED");
        server.awaitState(event, "DEAD");
        assertThat(left()).isBetween(1L, EVENTS - 10L);
        refused("jobs/" + id + "/stop", "is STOPPED");

        long again = act("jobs/" + id + "/restart").getJsonNumber("eventId").longValue();
        server.awaitState(again, "DONE");

        JsonObject last = run(again);
        assertThat(last.getString("status")).isEqualTo("COMPLETED");
        assertThat(step(last).getString("result")).isEqualTo(EVENTS + " deleted");
        assertThat(left()).isZero();
        assertThat(list("jobs/" + id + "/restarts"))
                .extracting(run -> run.getString("status"))
                .containsExactly("STOPPED", "COMPLETED");
        refused("jobs/" + id + "/restart", "is STOPPED");
        assertThat(list("jobs/" + id(last) + "/log"))
                .extracting(line -> line.getString("text"))
                .contains("history: begins.", "history: ends: " + EVENTS + " deleted.");
    }

    @Test
    @DisplayName("S5 what was given up is not gone on from")
    void abandoned_beginsAnew() {
        long event = start("1");
        JsonObject running = await("it runs")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> run(event), run -> step(run).getInt("done") > 10);
        long id = id(running);
        act("jobs/" + id + "/stop");
        awaitStatus(id, "STOPPED");
        server.awaitState(event, "DEAD");

        assertThat(act("jobs/" + id + "/abandon").getString("status")).isEqualTo("ABANDONED");
        refused("jobs/" + id + "/restart", "is ABANDONED");

        long again =
                act("events/" + event + "/resubmit").getJsonNumber("eventId").longValue();
        server.awaitState(again, "DONE");
        assertThat(list("jobs/" + id(run(again)) + "/restarts")).hasSize(1);
    }

    @Test
    @DisplayName("S5 what cannot be a job, a parameter or a filter is refused")
    void badInput_isRefused() {
        assertThat(server.api().get("jobs/names").body().asJsonArray().getValuesAs(JsonString.class))
                .extracting(JsonString::getString)
                .contains("purge");
        assertThat(status("jobs?status=ASLEEP")).isEqualTo(400);
        assertThat(status("jobs?event=x")).isEqualTo(400);
        assertThat(status("jobs?from=yesterday")).isEqualTo(400);
        assertThat(status("jobs?to=%2B999999999-12-31T23:59:59-18:00")).isEqualTo(400);
        assertThat(status("jobs?node=nowhere")).isEqualTo(200);
        assertThat(status("jobs?from=2100-01-01T00:00:00Z&to=2101-01-01T00:00:00Z"))
                .isEqualTo(200);
        assertThat(status("jobs/999999999/log")).isEqualTo(404);
        assertThat(post("dance", "rows", "1").status()).isEqualTo(400);
        assertThat(post("purge", "flotilla.event", "1").status()).isEqualTo(400);
        assertThat(post("purge", "rows", "#{systemProperties['user.home']}").status())
                .isEqualTo(400);
        assertThat(server.api().post("jobs/999999999/stop").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("Q6 a job that can never succeed is not tried again, and says why")
    void permanentFailure_endsTheEvent() {
        long event = start("0");

        server.awaitState(event, "DEAD");

        assertThat(run(event).getString("reason")).startsWith("INVALID_INPUT: The parameter rows is '0'.");
        assertThat(server.api().get("events/" + event).text()).contains("failed: The parameter rows is '0'.");
    }

    @Test
    @DisplayName("S5, A4 who may only look can neither start nor stop")
    void auditor_mayOnlyLook() {
        RestClient auditor = as("AUDITOR");

        assertThat(auditor.get("jobs").status()).isEqualTo(200);
        for (String act : List.of("stop", "restart", "abandon")) {
            assertThat(auditor.post("jobs/1/" + act).status()).as(act).isEqualTo(403);
        }
        assertThat(auditor.post(
                                "jobs",
                                Json.createObjectBuilder().add("job", "purge").build())
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("S5, A4 an operator starts jobs, but with which parameters is for administrators to say")
    void operator_givesNoParameters() {
        RestClient operator = as("OPERATOR");
        JsonObject job = Json.createObjectBuilder().add("job", "purge").build();
        RestClient.Answer started = operator.post("jobs", job);
        assertThat(started.status()).isEqualTo(202);
        RestClient.Answer refusal = operator.post(
                "jobs",
                Json.createObjectBuilder(job)
                        .add("jobParameters", Json.createObjectBuilder().add("rows", "5"))
                        .build());
        assertThat(refusal.status()).as(refusal.text()).isEqualTo(403);
        assertThat(refusal.text()).contains("Only administrators say with which parameters");
        server.awaitState(started.object().getJsonNumber("eventId").longValue(), "DONE");
    }

    private RestClient as(String role) {
        String name = Deployed.unique("somebody");
        server.create(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("password", "a first password")
                        .add("roles", Json.createArrayBuilder().add(role)));
        server.api(name, "a first password")
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", "a first password")
                                .add("wanted", "a chosen password")
                                .build(),
                        "*")
                .mustBeGood();
        return server.api(name, "a chosen password");
    }

    private long start(String rows) {
        RestClient.Answer answer = post("purge", "rows", rows);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.object().getJsonNumber("eventId").longValue();
    }

    private RestClient.Answer post(String job, String name, String value) {
        return server.api()
                .post(
                        "jobs",
                        Json.createObjectBuilder()
                                .add("job", job)
                                .add("jobParameters", Json.createObjectBuilder().add(name, value))
                                .build());
    }

    private JsonObject act(String path) {
        RestClient.Answer answer = server.api().post(path);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isLessThan(300);
        return answer.object();
    }

    private void refused(String path, String state) {
        RestClient.Answer answer = server.api().post(path);
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(CONFLICT);
        assertThat(answer.body().asJsonObject().getString("detail")).contains(state);
    }

    private int status(String path) {
        return server.api().get(path).status();
    }

    private JsonObject run(long event) {
        return server.items("jobs?event=" + event).get(0);
    }

    private void awaitStatus(long run, String status) {
        await("run " + run + " is " + status)
                .atMost(PATIENCE)
                .until(() ->
                        status.equals(server.api().get("jobs/" + run).object().getString("status")));
    }

    private List<JsonObject> list(String path) {
        return server.api().get(path).body().asJsonArray().getValuesAs(JsonObject.class);
    }

    private static long id(JsonObject run) {
        return run.getJsonNumber("id").longValue();
    }

    /** The purge's first step. */
    private static JsonObject step(JsonObject run) {
        return run.getJsonArray("steps").getJsonObject(0);
    }

    private long left() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from event_history where id < 0")) {
            result.next();
            return result.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
