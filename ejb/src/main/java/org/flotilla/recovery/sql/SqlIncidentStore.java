package org.flotilla.recovery.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.sql.Database;
import org.flotilla.recovery.Incident;
import org.flotilla.recovery.IncidentStore;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code incident.sql}. */
@ApplicationScoped
public class SqlIncidentStore implements IncidentStore {

    private static final int LONGEST_STATES = 2000;

    private Database database;

    /** For CDI's proxy. */
    protected SqlIncidentStore() {}

    @Inject
    public SqlIncidentStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Watch> look(Monitor monitor) {
        return database.jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql("look")), monitor)
                        .map(SqlIncidentStore::watch)
                        .findOne());
    }

    @Override
    public boolean startBelow(Monitor monitor) {
        return database.jdbi()
                .withHandle(handle ->
                        bind(handle.createUpdate(sql("start-below")), monitor).execute() == 1);
    }

    @Override
    public boolean endBelow(Monitor monitor) {
        return database.jdbi()
                .withHandle(handle ->
                        bind(handle.createUpdate(sql("end-below")), monitor).execute() == 1);
    }

    @Override
    public Optional<Incident> open(Monitor monitor, String nodeStates) {
        String states = nodeStates.length() > LONGEST_STATES ? nodeStates.substring(0, LONGEST_STATES) : nodeStates;
        return database.jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql("open")), monitor)
                        .bind("nodeStates", states)
                        .map(SqlIncidentStore::incident)
                        .findOne());
    }

    @Override
    public Optional<Incident> close(Monitor monitor) {
        return database.jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql("close")), monitor)
                        .map(SqlIncidentStore::incident)
                        .findOne());
    }

    @Override
    public List<Incident> latest(int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("latest"))
                        .bind("limit", limit)
                        .map(SqlIncidentStore::incident)
                        .list());
    }

    @Override
    public Optional<Incident> find(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("find"))
                        .bind("id", id)
                        .map(SqlIncidentStore::incident)
                        .findOne());
    }

    @Override
    public Optional<Incident> findOpen() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("find-open"))
                        .map(SqlIncidentStore::incident)
                        .findOne());
    }

    private String sql(String name) {
        return database.statements(SqlIncidentStore.class, "incident.sql").get(name);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Monitor monitor) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return statement
                .bind("self", monitor.self().name())
                .bind("incarnation", monitor.incarnation().value())
                .bind("required", monitor.required())
                .bind("graceMillis", monitor.grace().toMillis());
    }

    private static Watch watch(ResultSet rows, StatementContext context) throws SQLException {
        return new Watch(
                rows.getInt("online"),
                rows.getInt("is_below") == 1,
                rows.getInt("grace_over") == 1,
                rows.getInt("is_open") == 1);
    }

    private static Incident incident(ResultSet rows, StatementContext context) throws SQLException {
        return new Incident(
                rows.getLong("id"),
                time(rows, "below_since"),
                time(rows, "opened_at"),
                time(rows, "closed_at"),
                rows.getInt("required_nodes"),
                rows.getInt("online_nodes"),
                rows.getString("node_states"),
                rows.getString("opened_by"),
                List.of());
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
