package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.Json;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.StoredMoment;
import org.flotilla.schedule.Misfire;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleStore;
import org.flotilla.schedule.Upcoming;
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
    public List<Upcoming> upcoming(int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("upcoming"))
                        .bind("limit", limit)
                        .map((rows, context) -> new Upcoming(
                                rows.getString("name"), Duration.of(rows.getLong("micros"), ChronoUnit.MICROS)))
                        .list());
    }

    @Override
    public Optional<Schedule> lockIfDue(String name) {
        return one("lock-if-due", name);
    }

    @Override
    public boolean move(String name, Instant wasDue, Instant nominal, Instant due, boolean fired) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("move"))
                                .bind("name", name)
                                .bind("firing", utc(wasDue))
                                .bind("nominal", utc(nominal))
                                .bind("next", utc(due))
                                .bind("fired", fired)
                                .execute()
                        == 1);
    }

    @Override
    public void retire(String name, Instant wasDue, boolean fired) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql("retire"))
                        .bind("name", name)
                        .bind("firing", utc(wasDue))
                        .bind("fired", fired)
                        .execute());
    }

    @Override
    public void missed(String name, Instant firing, Misfire rule) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql("missed"))
                        .bind("name", name)
                        .bind("firing", utc(firing))
                        .bind("misfire", rule.name())
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
        StoredMoment.bind(statement, "nextFireAt", schedule.nextFireAt());
        StoredMoment.bind(statement, "nominalAt", schedule.nominalAt());
        StoredMoment.bind(statement, "startsAt", schedule.startsAt());
        StoredMoment.bind(statement, "endsAt", schedule.endsAt());
        return statement
                .bind("name", schedule.name())
                .bind("kind", schedule.kind().name())
                .bind("expression", schedule.expression())
                .bind("timeZone", schedule.timeZone())
                .bind("job", schedule.job())
                .bind("jobParameters", Json.write(schedule.jobParameters()))
                .bind("enabled", schedule.enabled())
                .bind("misfire", schedule.misfire().name())
                .bind("jitterSeconds", schedule.jitterSeconds())
                .bind("calendar", schedule.calendar());
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
                rows.getLong("version"),
                Misfire.valueOf(rows.getString("misfire")),
                rows.getInt("jitter_seconds"),
                time(rows, "starts_at"),
                time(rows, "ends_at"),
                rows.getString("calendar"),
                nominal(rows),
                rows.getObject("last_late_millis", Long.class));
    }

    /** A node of the version before moves a schedule, which has no jitter then, without saying it here. */
    private static Instant nominal(ResultSet rows) throws SQLException {
        Instant nominal = time(rows, "nominal_at");
        return nominal == null || rows.getInt("jitter_seconds") == 0 ? time(rows, "next_fire_at") : nominal;
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
