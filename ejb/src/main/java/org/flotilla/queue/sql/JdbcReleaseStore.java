package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Json;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.ReleaseStore;

/** The table {@code event}: what waits for others. */
@ApplicationScoped
public class JdbcReleaseStore implements ReleaseStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcReleaseStore() {
        this(null);
    }

    @Inject
    public JdbcReleaseStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Released> release(Collection<String> keys) {
        JsonArrayBuilder names = Json.array();
        keys.stream().distinct().forEach(names::add);
        String json = names.build().toString();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("release"))
                        .bind("keys", json)
                        .map((row, context) ->
                                new Released(new EventId(row.getLong("id")), EventRows.node(row, "assigned_node")))
                        .list());
    }

    @Override
    public List<WaitingKey> waitingKeys(String after, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("waitingKeys"))
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, context) -> new WaitingKey(row.getString("ordering_key"), row.getBoolean("held")))
                        .list());
    }

    @Override
    public Optional<EventId> holder(String key) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("holder"))
                        .bind("key", key)
                        .map((row, context) -> new EventId(row.getLong("id")))
                        .findOne());
    }

    private String sql(String name) {
        return database.statements(JdbcReleaseStore.class, "order.sql").get(name);
    }
}
