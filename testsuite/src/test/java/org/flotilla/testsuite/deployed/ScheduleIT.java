package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.flotilla.core.EventId;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.JobFilter;
import org.flotilla.schedule.Jobs;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleRequest;
import org.flotilla.schedule.Schedules;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs within the server, where the schedules' face and the database are at hand. */
@ExtendWith(ArquillianExtension.class)
@DisplayName("S1 S3 schedules and their batch jobs")
class ScheduleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ACTOR = "test";
    private static final int KEPT_DAYS = 40;

    @EJB(lookup = Within.FACES + "StoredSchedules!org.flotilla.schedule.Schedules")
    private Schedules schedules;

    @EJB(lookup = Within.FACES + "StoredJobs!org.flotilla.schedule.Jobs")
    private Jobs jobs;

    @Resource(lookup = "java:/jdbc/FlotillaDS")
    private DataSource database;

    private Deployed server;
    private String name;

    @Deployment
    static WebArchive within() {
        return Within.archive(ScheduleIT.class);
    }

    @BeforeEach
    void prepare() {
        server = Deployed.server();
        name = Deployed.unique("purge");
    }

    /** Others count on identities that are dense. */
    @AfterEach
    void clean() throws SQLException {
        update("delete from event_history where id < 0");
        update("delete from event_change where event_id < 0");
    }

    @Test
    @DisplayName(
            "S1 S3 a schedule fires, its purge runs to its end in the shared job repository, and old history is gone")
    void purge_firesAndRemovesOldHistory() throws SQLException {
        long old = history(KEPT_DAYS + 1);
        long recent = history(KEPT_DAYS - 1);
        schedules.create(purge("INTERVAL", "1"), ACTOR);

        Schedule fired = await("the schedule has fired")
                .atMost(PATIENCE)
                .until(() -> schedules.find(name).orElseThrow(), schedule -> schedule.lastFireAt() != null);
        schedules.delete(name, fired.version(), ACTOR);
        JobExecution run = await("its job has ended")
                .atMost(PATIENCE)
                .until(() -> firstRun().filter(found -> found.status().hasEnded()), Optional::isPresent)
                .orElseThrow();

        assertThat(fired.lastLateMillis()).as("how late it was").isBetween(0L, PATIENCE.toMillis());
        assertThat(run.status()).isEqualTo(Status.COMPLETED);
        assertThat(run.job()).isEqualTo("purge");
        assertThat(run.node()).isEqualTo("node-1");
        assertThat(run.steps())
                .extracting(JobExecution.Step::name, JobExecution.Step::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("history", Status.COMPLETED),
                        org.assertj.core.groups.Tuple.tuple("transfers", Status.COMPLETED),
                        org.assertj.core.groups.Tuple.tuple("audit", Status.COMPLETED),
                        org.assertj.core.groups.Tuple.tuple("jobs", Status.COMPLETED),
                        org.assertj.core.groups.Tuple.tuple("letters", Status.COMPLETED));
        assertThat(count(
                        "select count(*) from job_execution where jobexecutionid = ? and batchstatus = 'COMPLETED'",
                        run.id()))
                .isEqualTo(1);
        assertThat(count(
                        "select count(*) from step_execution where jobexecutionid = ? and batchstatus = 'COMPLETED'",
                        run.id()))
                .isEqualTo(5);
        assertThat(count("select count(*) from event_history where id = ?", old))
                .isZero();
        assertThat(count("select count(*) from event_change where event_id = ?", old))
                .isZero();
        assertThat(count("select count(*) from event_history where id = ?", recent))
                .isEqualTo(1);
        JsonObject event = server.awaitState(run.event().orElseThrow().value(), "DONE");
        assertThat(event.getString("type")).isEqualTo("MAINTENANCE");
    }

    @Test
    @DisplayName("S1 each firing is one event and one run")
    void eachFiring_isOneRun() {
        Instant before = Instant.now();
        schedules.create(purge("CRON", "* * * * * ?"), ACTOR);

        await("three runs have ended")
                .atMost(PATIENCE)
                .until(() ->
                        runs().stream().filter(run -> run.status().hasEnded()).count() >= 3);
        schedules.delete(name, schedules.find(name).orElseThrow().version(), ACTOR);
        await("all runs have ended")
                .atMost(PATIENCE)
                .until(() -> runs().stream().allMatch(run -> run.status().hasEnded()));

        List<JobExecution> runs = runs();
        assertThat(runs).extracting(JobExecution::status).containsOnly(Status.COMPLETED);
        assertThat(runs).extracting(JobExecution::event).doesNotHaveDuplicates();
        long seconds = Duration.between(before, Instant.now()).toSeconds() + 1;
        assertThat(runs).hasSizeLessThanOrEqualTo((int) seconds);
    }

    @Test
    @DisplayName("S1 a schedule that is run now runs beside its own firings")
    void runNow_runsAtOnce() {
        Schedule yearly = schedules.create(purge("CRON", "0 0 0 1 1 ?"), ACTOR);

        EventId event = schedules.runNow(name, ACTOR).id();

        server.awaitState(event.value(), "DONE");
        assertThat(jobs.latestOf(event)).hasValueSatisfying(run -> {
            assertThat(run.status()).isEqualTo(Status.COMPLETED);
            assertThat(run.schedule()).isEqualTo(name);
        });
        assertThat(schedules.find(name).orElseThrow().nextFireAt()).isEqualTo(yearly.nextFireAt());
        schedules.delete(name, yearly.version(), ACTOR);
    }

    private ScheduleRequest purge(String kind, String expression) {
        return new ScheduleRequest(name, Schedule.Kind.valueOf(kind), expression, null, "purge", null, null);
    }

    private Optional<JobExecution> firstRun() {
        List<JobExecution> runs = runs();
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    private List<JobExecution> runs() {
        return jobs.list(JobFilter.all(), null, 100).items().stream()
                .filter(run -> name.equals(run.schedule()))
                .toList();
    }

    /** An event that ended so long ago, with one change of state. */
    private long history(int days) throws SQLException {
        long id = -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC).minusDays(days);
        update(
                "insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts,"
                        + " max_attempts, created_at, finished_at)"
                        + " values (?, 'cycle', 'MAINTENANCE', 'test', '{}', 'DONE', 5, 1, 1, ?, ?)",
                id,
                at,
                at);
        update("insert into event_change (event_id, at, to_state) values (?, ?, 'DONE')", id, at);
        return id;
    }

    private void update(String statement, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    private int count(String query, long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(query)) {
            prepared.setLong(1, id);
            try (ResultSet result = prepared.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
