package org.flotilla.schedule.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.sql.Database;
import org.flotilla.schedule.CalendarDay;
import org.flotilla.schedule.CalendarStore;
import org.flotilla.schedule.CalendarSummary;
import org.flotilla.schedule.HolidayCalendar;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code calendar.sql}. */
@ApplicationScoped
public class SqlCalendarStore implements CalendarStore {

    private static final String NAME = "name";
    private static final String LABEL = "label";

    private Database database;

    /** For CDI's proxy. */
    protected SqlCalendarStore() {}

    @Inject
    public SqlCalendarStore(Database database) {
        this.database = database;
    }

    @Override
    public List<CalendarSummary> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("list"))
                        .map(SqlCalendarStore::summary)
                        .list());
    }

    /** The version before the days: who read older days with a newer version would undo another's change with them. */
    @Override
    public Optional<HolidayCalendar> find(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("find"))
                        .bind(NAME, name)
                        .map((rows, context) -> new HolidayCalendar(
                                rows.getString(NAME),
                                rows.getString("description"),
                                List.of(),
                                rows.getLong("version")))
                        .findOne()
                        .map(calendar -> new HolidayCalendar(
                                name, calendar.description(), days(handle, name), calendar.version())));
    }

    private List<CalendarDay> days(Handle handle, String name) {
        return handle.createQuery(sql("days"))
                .bind(NAME, name)
                .map(SqlCalendarStore::day)
                .list();
    }

    @Override
    public Optional<String> label(String name, LocalDate day) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("day"))
                        .bind(NAME, name)
                        .bind("day", day)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public boolean insert(String name, String description) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("insert"))
                                .bind(NAME, name)
                                .bind("description", description)
                                .execute()
                        == 1);
    }

    @Override
    public boolean update(String name, String description, long version) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("update"))
                                .bind(NAME, name)
                                .bind("description", description)
                                .bind("version", version)
                                .execute()
                        == 1);
    }

    @Override
    public boolean touch(String name) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createUpdate(sql("touch")).bind(NAME, name).execute() == 1);
    }

    @Override
    public boolean delete(String name, long version) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("delete"))
                                .bind(NAME, name)
                                .bind("version", version)
                                .execute()
                        == 1);
    }

    @Override
    public void replaceDays(String name, Collection<CalendarDay> days) {
        database.jdbi().useHandle(handle -> {
            handle.createUpdate(sql("delete-days")).bind(NAME, name).execute();
            insertDays(handle, name, days);
        });
    }

    @Override
    public void addDays(String name, Collection<CalendarDay> days) {
        database.jdbi().useHandle(handle -> insertDays(handle, name, days));
    }

    @Override
    public List<String> users(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("users"))
                        .bind(NAME, name)
                        .mapTo(String.class)
                        .list());
    }

    private void insertDays(Handle handle, String name, Collection<CalendarDay> days) {
        if (days.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(sql("insert-day"));
        days.forEach(day -> batch.bind(NAME, name)
                .bind("day", day.day())
                .bind(LABEL, day.label())
                .add());
        batch.execute();
    }

    private String sql(String name) {
        return database.statements(SqlCalendarStore.class, "calendar.sql").get(name);
    }

    private static CalendarSummary summary(ResultSet rows, StatementContext context) throws SQLException {
        return new CalendarSummary(
                rows.getString(NAME),
                rows.getString("description"),
                rows.getInt("days"),
                rows.getObject("last_day", LocalDate.class),
                rows.getInt("schedules"),
                rows.getLong("version"));
    }

    private static CalendarDay day(ResultSet rows, StatementContext context) throws SQLException {
        return new CalendarDay(rows.getObject("day", LocalDate.class), rows.getString(LABEL));
    }
}
