package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.WaitingEvent;

/** The table {@code event}: where what waits is dispatched to. */
@ApplicationScoped
public class JdbcDispatchStore implements DispatchStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcDispatchStore() {
        this(null);
    }

    @Inject
    public JdbcDispatchStore(Database database) {
        this.database = database;
    }

    @Override
    public List<WaitingEvent> after(EventId last, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("waiting"))
                        .bind("after", last.value())
                        .bind("limit", limit)
                        .map(EventRows::waiting)
                        .list());
    }

    @Override
    public int assign(NodeId node, List<EventId> events) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("assign"))
                        .bind("node", node.name())
                        .bind("ids", EventRows.ids(events))
                        .execute());
    }

    @Override
    public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("claimFrom"))
                        .bind("from", from.name())
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("limit", limit)
                        .bind("reason", "Taken from " + from + ", which is overloaded")
                        .map(EventRows::claimed)
                        .list());
    }

    private String sql(String name) {
        return database.statements(JdbcDispatchStore.class, "dispatch.sql").get(name);
    }
}
