package org.flotilla.report.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.EventState;
import org.flotilla.report.EndedEvents;
import org.flotilla.report.FailedRuns;
import org.flotilla.report.FailedTransfer;
import org.flotilla.report.MissedFirings;
import org.flotilla.report.ReportPeriod.Slice;
import org.flotilla.report.ReportStore;
import org.flotilla.report.ToldIncident;
import org.flotilla.report.Traffic;
import org.flotilla.report.TroubledEvent;
import org.flotilla.schedule.JobExecutionStore;
import org.flotilla.schedule.Misfire;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** {@code report.sql}. Thread-safe. */
@ApplicationScoped
public class SqlReportStore implements ReportStore {

    private final Database database;
    private final JobExecutionStore executions;

    /** For CDI's proxy. */
    protected SqlReportStore() {
        this(null, null);
    }

    @Inject
    public SqlReportStore(Database database, JobExecutionStore executions) {
        this.database = database;
        this.executions = executions;
    }

    @Override
    public void traffic(Slice slice, Consumer<Traffic> each) {
        database.jdbi()
                .useHandle(handle -> bind(handle.createQuery(sql("traffic")), slice)
                        .map((row, context) -> traffic(row))
                        .forEach(each));
    }

    @Override
    public List<FailedTransfer> failedTransfers(Slice slice, int limit) {
        return list(
                "failed-transfers",
                slice,
                query -> query.bind("limit", limit),
                (row, context) -> new FailedTransfer(
                        isIncoming(row),
                        row.getString("account"),
                        row.getString("site"),
                        row.getString("folder"),
                        row.getString("file_name"),
                        time(row, "started_at"),
                        row.getString("error")));
    }

    @Override
    public EndedEvents endedEvents(Slice slice) {
        return database.jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql("ended-events")), slice)
                        .map((row, context) -> new EndedEvents(row.getLong("dead"), row.getLong("retried")))
                        .one());
    }

    @Override
    public List<TroubledEvent> troubledEvents(Slice slice, int limit) {
        return list(
                "troubled-events",
                slice,
                query -> query.bind("limit", limit),
                (row, context) -> new TroubledEvent(
                        row.getLong("id"),
                        row.getString("type"),
                        row.getString("action"),
                        row.getString("account"),
                        row.getString("site"),
                        EventState.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        time(row, "finished_at"),
                        row.getString("last_error")));
    }

    @Override
    public List<FailedRuns> failedRuns(Slice slice) {
        if (!executions.exist()) {
            return List.of();
        }
        return list(
                "failed-runs",
                slice,
                UnaryOperator.identity(),
                (row, context) -> new FailedRuns(
                        row.getString("jobname"),
                        row.getString("schedule"),
                        row.getLong("runs"),
                        row.getLong("last_run")));
    }

    @Override
    public long runsTakenOver(Slice slice) {
        return database.jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql("runs-taken-over")), slice)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public List<MissedFirings> missedFirings(Slice slice) {
        return list(
                "missed-firings",
                slice,
                UnaryOperator.identity(),
                (row, context) -> new MissedFirings(
                        row.getString("schedule"),
                        Misfire.valueOf(row.getString("misfire")),
                        row.getLong("firings"),
                        time(row, "first_firing")));
    }

    @Override
    public List<ToldIncident> incidents(Slice slice) {
        return list(
                "incidents",
                slice,
                UnaryOperator.identity(),
                (row, context) -> new ToldIncident(
                        row.getLong("id"),
                        time(row, "opened_at"),
                        time(row, "closed_at"),
                        row.getInt("online_nodes"),
                        row.getInt("required_nodes")));
    }

    private <T> List<T> list(String statement, Slice slice, UnaryOperator<Query> binding, RowMapper<T> mapper) {
        return database.jdbi()
                .withHandle(handle -> binding.apply(bind(handle.createQuery(sql(statement)), slice))
                        .map(mapper)
                        .list());
    }

    private static Query bind(Query query, Slice slice) {
        return query.bind("from", slice.from().atOffset(ZoneOffset.UTC))
                .bind("to", slice.to().atOffset(ZoneOffset.UTC));
    }

    private static Traffic traffic(ResultSet row) throws SQLException {
        return new Traffic(
                row.getString("account"),
                isIncoming(row),
                row.getString("site"),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("failed"),
                row.getLong("under_way"));
    }

    private static boolean isIncoming(ResultSet row) throws SQLException {
        return "IN".equals(row.getString("direction"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private String sql(String name) {
        return database.statements(SqlReportStore.class, "report.sql").get(name);
    }
}
