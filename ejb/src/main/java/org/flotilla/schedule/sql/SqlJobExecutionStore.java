package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.flotilla.core.EventId;
import org.flotilla.core.sql.Database;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.JobExecution.Step;
import org.flotilla.schedule.JobExecutionStore;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code job.sql}: the tables that JBeret makes and writes. Their times are read as JBeret wrote them. */
@ApplicationScoped
public class SqlJobExecutionStore implements JobExecutionStore {

    private static final String ASSIGNED = " = ";

    private Database database;
    private volatile boolean seen;

    /** For CDI's proxy. */
    protected SqlJobExecutionStore() {}

    @Inject
    public SqlJobExecutionStore(Database database) {
        this.database = database;
    }

    @Override
    public List<JobExecution> list(long before, int limit) {
        return read("list", query -> query.bind("before", before).bind("limit", limit));
    }

    @Override
    public Optional<JobExecution> find(long id) {
        return read("find", query -> query.bind("id", id)).stream().findFirst();
    }

    @Override
    public Optional<JobExecution> latestOf(EventId event) {
        String line = JobExecution.EVENT + ASSIGNED + event;
        return read("latest-of", query -> query.bind("pattern", "%" + line + "\n%")).stream()
                .findFirst();
    }

    private List<JobExecution> read(String statement, Consumer<Query> parameters) {
        if (!exists()) {
            return List.of();
        }
        List<JobExecution> runs = database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery(sql(statement));
            parameters.accept(query);
            return query.map(SqlJobExecutionStore::run).list();
        });
        return runs.stream().map(run -> run.withSteps(steps(run.id()))).toList();
    }

    private boolean exists() {
        if (!seen) {
            seen = database.jdbi()
                    .withHandle(handle ->
                            handle.createQuery(sql("exists")).mapTo(Long.class).one() == 2);
        }
        return seen;
    }

    private List<Step> steps(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("steps"))
                        .bind("id", id)
                        .map(SqlJobExecutionStore::step)
                        .list());
    }

    private String sql(String name) {
        return database.statements(SqlJobExecutionStore.class, "job.sql").get(name);
    }

    private static JobExecution run(ResultSet rows, StatementContext context) throws SQLException {
        return new JobExecution(
                rows.getLong("jobexecutionid"),
                rows.getString("jobname"),
                Status.valueOf(rows.getString("batchstatus")),
                time(rows, "createtime"),
                time(rows, "starttime"),
                time(rows, "endtime"),
                parameters(rows.getString("jobparameters")),
                List.of());
    }

    private static Step step(ResultSet rows, StatementContext context) throws SQLException {
        return new Step(
                rows.getString("stepname"),
                Status.valueOf(rows.getString("batchstatus")),
                time(rows, "starttime"),
                time(rows, "endtime"),
                rows.getLong("readcount"),
                rows.getLong("writecount"),
                rows.getLong("commitcount"),
                rows.getString("exitstatus"),
                rows.getString("executionexception"));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String lines = text == null ? "" : text;
        lines.lines().filter(line -> line.contains(ASSIGNED)).forEach(line -> {
            int at = line.indexOf(ASSIGNED);
            parameters.put(line.substring(0, at), line.substring(at + ASSIGNED.length()));
        });
        return parameters;
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        Timestamp time = rows.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
