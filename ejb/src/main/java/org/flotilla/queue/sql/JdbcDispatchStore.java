package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.EventState;
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
        List<Claimed> claimed = database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("claimFrom"))
                        .bind("from", from.name())
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("limit", limit)
                        .map(EventRows::claimed)
                        .list());
        record(claimed, node, incarnation, "Taken from " + from + ", which is overloaded");
        return claimed;
    }

    private void record(List<Claimed> claimed, NodeId node, Incarnation incarnation, String reason) {
        if (claimed.isEmpty()) {
            return;
        }
        List<Change> changes = claimed.stream()
                .map(claim ->
                        new Change(claim.event().id(), claim.before(), EventState.RUNNING, node, incarnation, reason))
                .toList();
        String record = database.statements(JdbcEventStore.class, "queue.sql").get("record");
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(record)
                        .bind("changes", Change.json(changes))
                        .execute());
    }

    private String sql(String name) {
        return database.statements(JdbcDispatchStore.class, "dispatch.sql").get(name);
    }
}
