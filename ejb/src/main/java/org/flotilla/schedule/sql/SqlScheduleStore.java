package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.Json;
import org.flotilla.core.sql.Database;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleStore;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code schedule.sql}. */
@ApplicationScoped
public class SqlScheduleStore implements ScheduleStore {

    private Database database;

    /** For CDI's proxy. */
    protected SqlScheduleStore() {}

    @Inject
    public SqlScheduleStore(Database database) {
        this.database = database;
    }

    @Override
    public Instant now() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("now"))
                        .map((rows, context) -> time(rows, "at"))
                        .one());
    }

    @Override
    public List<Schedule> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("list"))
                        .map(SqlScheduleStore::schedule)
                        .list());
    }

    @Override
    public Optional<Schedule> find(String name) {
        return one("find", name);
    }

    @Override
    public boolean insert(Schedule schedule) {
        return database.jdbi()
                .withHandle(handle ->
                        bind(handle.createUpdate(sql("insert")), schedule).execute() == 1);
    }

    @Override
    public boolean update(Schedule schedule, long version) {
        return database.jdbi()
                .withHandle(handle -> bind(handle.createUpdate(sql("update")), schedule)
                                .bind("version", version)
                                .execute()
                        == 1);
    }

    @Override
    public boolean delete(String name, long version) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("delete"))
                                .bind("name", name)
                                .bind("version", version)
                                .execute()
                        == 1);
    }

    @Override
    public List<String> due(int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("due"))
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public Optional<Schedule> lockIfDue(String name) {
        return one("lock-if-due", name);
    }

    @Override
    public boolean move(String name, Instant firing, Instant next) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("move"))
                                .bind("name", name)
                                .bind("firing", utc(firing))
                                .bind("next", utc(next))
                                .execute()
                        == 1);
    }

    @Override
    public void retire(String name, Instant firing) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql("retire"))
                        .bind("name", name)
                        .bind("firing", utc(firing))
                        .execute());
    }

    private Optional<Schedule> one(String statement, String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql(statement))
                        .bind("name", name)
                        .map(SqlScheduleStore::schedule)
                        .findOne());
    }

    private String sql(String name) {
        return database.statements(SqlScheduleStore.class, "schedule.sql").get(name);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Schedule schedule) {
        return statement
                .bind("name", schedule.name())
                .bind("kind", schedule.kind().name())
                .bind("expression", schedule.expression())
                .bind("timeZone", schedule.timeZone())
                .bind("job", schedule.job())
                .bind("jobParameters", Json.write(schedule.jobParameters()))
                .bind("enabled", schedule.enabled())
                .bind("nextFireAt", utc(schedule.nextFireAt()));
    }

    private static Schedule schedule(ResultSet rows, StatementContext context) throws SQLException {
        return new Schedule(
                rows.getString("name"),
                Schedule.Kind.valueOf(rows.getString("kind")),
                rows.getString("expression"),
                rows.getString("time_zone"),
                rows.getString("job"),
                Json.read(rows.getString("job_parameters")),
                rows.getBoolean("enabled"),
                time(rows, "next_fire_at"),
                time(rows, "last_fire_at"),
                rows.getLong("version"));
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
