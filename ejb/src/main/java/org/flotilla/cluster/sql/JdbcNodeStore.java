package org.flotilla.cluster.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.NodeStore;
import org.flotilla.cluster.Workload;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The tables {@code cluster} and {@code node}. */
@ApplicationScoped
public class JdbcNodeStore implements NodeStore {

    private static final int PATIENCE_SECONDS = 5;

    private static final String SEPARATOR = ",";

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcNodeStore() {
        this(null);
    }

    @Inject
    public JdbcNodeStore(Database database) {
        this.database = database;
    }

    @Override
    public void lockCluster() {
        database.jdbi()
                .useHandle(handle -> handle.createQuery(sql("lockCluster"))
                        .setQueryTimeout(PATIENCE_SECONDS)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Optional<NodeStatus> find(NodeId id) {
        return all().stream().filter(node -> node.id().equals(id)).findFirst();
    }

    @Override
    public List<NodeStatus> all() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("all"))
                        .map(JdbcNodeStore::status)
                        .list());
    }

    @Override
    public Incarnation nextIncarnation() {
        return new Incarnation(database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("nextIncarnation"))
                        .mapTo(Long.class)
                        .one()));
    }

    /** The cluster's row is locked, so no other transaction inserts the same node between the two statements. */
    @Override
    public void putOnline(Candidate candidate, Incarnation incarnation) {
        if (!put("putOnline", candidate, incarnation, null)) {
            put("insertOnline", candidate, incarnation, null);
        }
    }

    /** Of two servers of one name that are new one inserts; the other fails, and finds the row when it tries again. */
    @Override
    public boolean putRefused(Candidate candidate, String reason) {
        return put("putRefused", candidate, null, reason)
                || (find(candidate.id()).isEmpty() && put("insertRefused", candidate, null, reason));
    }

    private boolean put(String statement, Candidate candidate, Incarnation incarnation, String reason) {
        return database.jdbi()
                        .withHandle(handle -> bind(handle.createUpdate(sql(statement)), candidate, incarnation, reason)
                                .execute())
                == 1;
    }

    private static Update bind(Update update, Candidate candidate, Incarnation incarnation, String reason) {
        Update bound = update.bind("name", candidate.id().name())
                .bind("member", candidate.member())
                .bind("address", candidate.address())
                .bind("site", candidate.site())
                .bind("version", candidate.version())
                .bind("slots", candidate.slots());
        return incarnation == null ? bound.bind("reason", reason) : bound.bind("incarnation", incarnation.value());
    }

    @Override
    public boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble) {
        return database.jdbi()
                        .withHandle(handle -> handle.createUpdate(sql("renew"))
                                .bind("name", id.name())
                                .bind("incarnation", incarnation.value())
                                .bind("running", load.running())
                                .bind("slots", load.slots())
                                .bind("full", String.join(SEPARATOR, load.full()))
                                .bind("trouble", trouble)
                                .execute())
                == 1;
    }

    @Override
    public boolean end(NodeId id, Incarnation incarnation, Duration silence, String reason) {
        return database.jdbi()
                        .withHandle(handle -> handle.createUpdate(sql("end"))
                                .bind("name", id.name())
                                .bind("incarnation", incarnation.value())
                                .bind("silenceMillis", silence.toMillis())
                                .bind("reason", reason)
                                .execute())
                == 1;
    }

    private String sql(String name) {
        return database.statements(JdbcNodeStore.class, "node.sql").get(name);
    }

    private static NodeStatus status(ResultSet row, StatementContext context) throws SQLException {
        return new NodeStatus(
                new NodeId(row.getString("name")),
                row.getString("member"),
                row.getString("address"),
                new Incarnation(row.getLong("incarnation")),
                NodeState.valueOf(row.getString("state")),
                instant(row, "state_since"),
                row.getString("reason"),
                row.getString("site"),
                row.getString("version"),
                row.getInt("slots"),
                row.getInt("running"),
                types(row.getString("full_types")),
                instant(row, "joined_at"),
                instant(row, "heartbeat_at"),
                Duration.ofMillis(row.getLong("silence_millis")));
    }

    /** A node of the version before writes none. */
    private static Set<String> types(String names) {
        return names == null || names.isEmpty() ? Set.of() : Set.of(names.split(SEPARATOR));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
