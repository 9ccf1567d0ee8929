package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flotilla.core.EventId;
import org.flotilla.core.sql.Database;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Partition;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.JobExecution.Step;
import org.flotilla.schedule.JobExecutionStore;
import org.flotilla.schedule.JobFilter;
import org.flotilla.schedule.JobLogLine;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code job.sql}: the tables that JBeret makes and writes. Their times are read as JBeret wrote them. */
@ApplicationScoped
public class SqlJobExecutionStore implements JobExecutionStore {

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private Database database;
    private volatile boolean seen;

    /** For CDI's proxy. */
    protected SqlJobExecutionStore() {}

    @Inject
    public SqlJobExecutionStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean exist() {
        if (!seen) {
            seen = database.jdbi()
                    .withHandle(handle ->
                            handle.createQuery(sql("exists")).mapTo(Long.class).one() == 2);
        }
        return seen;
    }

    @Override
    public List<JobExecution> list(JobFilter filter, long before, int limit) {
        return withSteps(read(
                "list",
                SqlJobExecutionStore::run,
                query -> query.bind("before", before)
                        .bind("limit", limit)
                        .bind("job", filter.job())
                        .bind(
                                "status",
                                filter.status() == null ? null : filter.status().name())
                        .bind("node", filter.node())
                        .bind("schedule", filter.schedule())
                        .bind(
                                "event",
                                filter.event() == null ? 0 : filter.event().value())
                        .bind("from", Timestamp.from(filter.from() == null ? Instant.EPOCH : filter.from()))
                        .bind("to", Timestamp.from(filter.to() == null ? LAST : filter.to()))));
    }

    @Override
    public Optional<JobExecution> find(long id) {
        return withSteps(read("find", SqlJobExecutionStore::run, query -> query.bind("id", id))).stream()
                .findFirst()
                .map(run -> run.withSteps(withPartitions(run.steps(), id)));
    }

    @Override
    public Optional<Status> status(long id) {
        return read(
                        "status",
                        (rows, context) -> Status.valueOf(rows.getString("batchstatus")),
                        query -> query.bind("id", id))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<JobExecution> latestOf(EventId event) {
        return withSteps(read("latest-of", SqlJobExecutionStore::run, query -> query.bind("event", event.value())))
                .stream()
                .findFirst();
    }

    @Override
    public List<JobExecution> chain(long id) {
        return withSteps(read("chain", SqlJobExecutionStore::run, query -> query.bind("id", id)));
    }

    @Override
    public List<JobLogLine> log(long id, int limit) {
        List<JobLogLine> lines = new ArrayList<>(read(
                "log", SqlJobExecutionStore::line, query -> query.bind("id", id).bind("limit", limit)));
        Collections.reverse(lines);
        return lines;
    }

    private <T> List<T> read(String statement, RowMapper<T> mapper, Consumer<Query> parameters) {
        if (!exist()) {
            return List.of();
        }
        return database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery(sql(statement));
            parameters.accept(query);
            return query.map(mapper).list();
        });
    }

    private List<JobExecution> withSteps(List<JobExecution> runs) {
        return runs.stream().map(run -> run.withSteps(steps(run.id()))).toList();
    }

    private List<Step> steps(long id) {
        return read("steps", SqlJobExecutionStore::step, query -> query.bind("id", id));
    }

    private List<Step> withPartitions(List<Step> steps, long id) {
        Map<Long, List<Partition>> ofStep =
                read("partitions", SqlJobExecutionStore::partition, query -> query.bind("id", id)).stream()
                        .collect(Collectors.groupingBy(Partition::step));
        return steps.stream()
                .map(step -> step.withPartitions(ofStep.getOrDefault(step.id(), List.of())))
                .toList();
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
                rows.getString("exitstatus"),
                JobParameters.read(rows.getString("jobparameters")),
                List.of());
    }

    private static Step step(ResultSet rows, StatementContext context) throws SQLException {
        long read = rows.getLong("readcount");
        long done = rows.getLong("done");
        boolean told = !rows.wasNull();
        return new Step(
                rows.getLong("stepexecutionid"),
                rows.getString("stepname"),
                Status.valueOf(rows.getString("batchstatus")),
                time(rows, "starttime"),
                time(rows, "endtime"),
                read,
                rows.getLong("writecount"),
                rows.getLong("filtercount"),
                rows.getLong("readskipcount") + rows.getLong("processskipcount") + rows.getLong("writeskipcount"),
                rows.getLong("commitcount"),
                rows.getLong("rollbackcount"),
                told ? done : read,
                rows.getObject("total", Long.class),
                List.of(),
                rows.getString("exitstatus"),
                rows.getString("executionexception"));
    }

    private static Partition partition(ResultSet rows, StatementContext context) throws SQLException {
        return new Partition(
                rows.getLong("stepexecutionid"),
                rows.getInt("partitionexecutionid"),
                Status.valueOf(rows.getString("batchstatus")),
                rows.getString("exitstatus"),
                rows.getString("executionexception"));
    }

    private static JobLogLine line(ResultSet rows, StatementContext context) throws SQLException {
        return new JobLogLine(
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                JobLogLine.Level.valueOf(rows.getString("level")),
                rows.getString("line"));
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        Timestamp time = rows.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
