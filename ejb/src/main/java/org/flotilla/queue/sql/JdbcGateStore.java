package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.Json;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.LockTimeout;
import org.flotilla.queue.Claim;
import org.flotilla.queue.GateHeld;
import org.flotilla.queue.GateStore;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.SitePlaces.Place;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The table {@code site_place}, and the events that wait for a place. */
@ApplicationScoped
public class JdbcGateStore implements GateStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcGateStore() {
        this(null);
    }

    @Inject
    public JdbcGateStore(Database database) {
        this.database = database;
    }

    /** PostgreSQL throws where SQL Server answers. */
    @Override
    public void lock(String site, Duration patience) {
        int outcome;
        try {
            outcome = list(
                            "lockGate",
                            query -> query.bind("gate", "site:" + site).bind("millis", patience.toMillis()),
                            (row, context) -> row.getInt("outcome"))
                    .get(0);
        } catch (JdbiException e) {
            throw LockTimeout.caused(e) ? new GateHeld(site, e) : e;
        }
        if (outcome < 0) {
            throw new GateHeld(site, null);
        }
    }

    @Override
    public List<Held> held(String site) {
        return places("places", site);
    }

    @Override
    public List<Held> seen(String site) {
        return places("placesSeen", site);
    }

    private List<Held> places(String statement, String site) {
        return list(
                statement,
                query -> query.bind("site", site),
                (row, context) -> new Held(
                        EventRows.node(row, "node"),
                        new Incarnation(row.getLong("incarnation")),
                        row.getInt("places")));
    }

    @Override
    public void insert(Place place, NodeId node) {
        update(
                "insertPlace",
                update -> update.bind("incarnation", place.incarnation().value())
                        .bind("number", place.number())
                        .bind("site", place.site())
                        .bind("node", node.name()));
    }

    @Override
    public boolean refuse(Claim claim, NodeId holder, String reason) {
        return update(
                        "refuse",
                        update -> update.bind("id", claim.event().value())
                                .bind("incarnation", claim.incarnation().value())
                                .bind("attempt", claim.attempt())
                                .bind("holder", holder == null ? null : holder.name())
                                .bind("reason", EventRows.cut(reason)))
                == 1;
    }

    @Override
    public void delete(Incarnation incarnation, Collection<Long> numbers) {
        update(
                "deletePlaces",
                update -> update.bind("incarnation", incarnation.value()).bind("numbers", json(numbers)));
    }

    @Override
    public int deleteUnknown(Incarnation incarnation, long last, Set<Long> known) {
        return update(
                "deleteUnknown",
                update -> update.bind("incarnation", incarnation.value())
                        .bind("last", last)
                        .bind("known", json(known)));
    }

    @Override
    public int deleteEnded() {
        return list("deleteEnded", query -> query, (row, context) -> row.getLong("number"))
                .size();
    }

    @Override
    public List<Released> release(String site, NodeId node, int limit) {
        return list(
                "release",
                query -> query.bind("site", site)
                        .bind("node", node == null ? null : node.name())
                        .bind("limit", limit),
                (row, context) -> new Released(new EventId(row.getLong("id")), EventRows.node(row, "assigned_node")));
    }

    @Override
    public List<Taken> waitingSites(String after, int limit) {
        return taken("waitingSites", query -> query.bind("after", after).bind("limit", limit));
    }

    @Override
    public List<Taken> sitesOf(Incarnation incarnation) {
        return taken("sitesOf", query -> query.bind("incarnation", incarnation.value()));
    }

    private List<Taken> taken(String statement, UnaryOperator<Query> binding) {
        return list(statement, binding, (row, context) -> {
            Long earliest = row.getObject("earliest", Long.class);
            return new Taken(
                    row.getString("site"), row.getInt("places"), earliest == null ? null : new Incarnation(earliest));
        });
    }

    private static String json(Collection<Long> numbers) {
        JsonArrayBuilder array = Json.array();
        numbers.forEach(array::add);
        return array.build().toString();
    }

    private <T> List<T> list(String statement, UnaryOperator<Query> binding, RowMapper<T> mapper) {
        return database.jdbi()
                .withHandle(handle -> binding.apply(handle.createQuery(sql(statement)))
                        .map(mapper)
                        .list());
    }

    private int update(String statement, UnaryOperator<Update> binding) {
        return database.jdbi()
                .withHandle(handle ->
                        binding.apply(handle.createUpdate(sql(statement))).execute());
    }

    private String sql(String name) {
        return database.statements(JdbcGateStore.class, "gate.sql").get(name);
    }
}
