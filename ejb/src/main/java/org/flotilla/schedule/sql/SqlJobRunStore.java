package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.Json;
import org.flotilla.core.NodeClock;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.Claim;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobRunStore;
import org.flotilla.schedule.OrphanedRun;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code run.sql}. Times in the batch runtime's own columns are this node's, as those that it writes itself. */
@ApplicationScoped
public class SqlJobRunStore implements JobRunStore {

    private static final int LONGEST_REASON = 500;
    private static final String EXECUTION = "execution";
    private static final List<String> COMPLETING = List.of(
            "inherit-steps", "inherit-partitions", "add-partitions", "end-partitions", "end-steps", "reopen-steps");
    private static final List<String> PURGING =
            List.of("purge-logs", "purge-progress", "purge-runs", "purge-instances");

    private Database database;
    private NodeClock clock;

    /** For CDI's proxy. */
    protected SqlJobRunStore() {}

    @Inject
    public SqlJobRunStore(Database database, NodeClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void begin(long execution, Claim claim, String node, String schedule) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql("begin"))
                        .bind(EXECUTION, execution)
                        .bindMap(values(claim))
                        .bind("node", node)
                        .bind("schedule", schedule)
                        .execute());
    }

    @Override
    public List<OrphanedRun> orphans(int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("orphans"))
                        .bind("limit", limit)
                        .map(SqlJobRunStore::orphan)
                        .list());
    }

    @Override
    public List<OrphanedRun> strays(int limit) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql("strays"))
                        .bind("limit", limit)
                        .map(SqlJobRunStore::stray)
                        .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        update("close", Map.of());
    }

    @Override
    public boolean settle(OrphanedRun run, String reason) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("settle"))
                                .bind(EXECUTION, run.execution())
                                .bindMap(values(run.claim()))
                                .bind("reason", cut(reason))
                                .bind("asked", JobExecution.STOP_ASKED)
                                .bind("at", now())
                                .execute()
                        == 1);
    }

    @Override
    public void complete(long execution, String reason) {
        COMPLETING.forEach(
                statement -> update(statement, Map.of(EXECUTION, execution, "reason", cut(reason), "at", now())));
    }

    @Override
    public boolean requestStop(long execution) {
        return update("request-stop", Map.of(EXECUTION, execution, "asked", JobExecution.STOP_ASKED, "at", now())) == 1;
    }

    @Override
    public boolean abandon(long execution) {
        return update("abandon", Map.of(EXECUTION, execution, "at", now())) == 1;
    }

    @Override
    public void log(long execution, String level, String text, int kept) {
        update("log", Map.of(EXECUTION, execution, "level", level, "line", text));
        update("shorten-log", Map.of(EXECUTION, execution, "limit", kept));
    }

    @Override
    public void progress(long execution, String step, long done, Long total) {
        if (progress("progress", execution, step, done, total) == 0) {
            progress("first-progress", execution, step, done, total);
        }
    }

    private int progress(String statement, long execution, String step, long done, Long total) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql(statement))
                        .bind(EXECUTION, execution)
                        .bind("step", step)
                        .bind("done", done)
                        .bind("total", total)
                        .execute());
    }

    @Override
    public int purge(Duration age, int limit) {
        List<Long> instances = database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("old-instances"))
                        .bind("ageMillis", age.toMillis())
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
        if (!instances.isEmpty()) {
            JsonArrayBuilder ids = Json.array();
            instances.stream().distinct().forEach(ids::add);
            String list = ids.build().toString();
            PURGING.forEach(statement -> update(statement, Map.of("ids", list)));
        }
        return instances.size() + update("purge-missed", Map.of("ageMillis", age.toMillis(), "limit", limit));
    }

    private int update(String statement, Map<String, ?> values) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createUpdate(sql(statement)).bindMap(values).execute());
    }

    private Timestamp now() {
        return Timestamp.from(clock.now());
    }

    private static String cut(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static Map<String, ?> values(Claim claim) {
        return Map.of(
                "event", claim.event().value(),
                "incarnation", claim.incarnation().value(),
                "attempt", claim.attempt());
    }

    private static OrphanedRun orphan(ResultSet rows, StatementContext context) throws SQLException {
        return new OrphanedRun(
                rows.getLong("execution_id"),
                new Claim(
                        new EventId(rows.getLong("event_id")),
                        new Incarnation(rows.getLong("incarnation")),
                        rows.getInt("attempt")));
    }

    private static Optional<OrphanedRun> stray(ResultSet rows, StatementContext context) throws SQLException {
        long execution = rows.getLong("jobexecutionid");
        return JobExecution.claim(JobParameters.read(rows.getString("jobparameters")))
                .map(claim -> new OrphanedRun(execution, claim));
    }

    private String sql(String name) {
        return database.statements(SqlJobRunStore.class, "run.sql").get(name);
    }
}
