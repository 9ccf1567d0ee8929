package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.LockTimeout;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.ActionStore;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.Walk;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The tables of the queue: what operators change. */
@ApplicationScoped
public class JdbcActionStore implements ActionStore {

    private final Database database;
    private final EventSearch search;

    /** For CDI's proxy. */
    protected JdbcActionStore() {
        this(null);
    }

    @Inject
    public JdbcActionStore(Database database) {
        this.database = database;
        this.search = new EventSearch(database);
    }

    @Override
    public Optional<Event> lock(EventId id) {
        try {
            return events("lock", query -> query.bind("id", id.value())).stream()
                    .findFirst();
        } catch (RuntimeException e) {
            throw LockTimeout.caused(e) ? held(id, e) : e;
        }
    }

    private static FlotillaException held(EventId id, RuntimeException cause) {
        return new FlotillaException(
                ErrorCode.BUSY,
                "Event " + id + " is held by a node that does not answer.",
                "Try again; when the node's lease ends, the event comes free.",
                cause);
    }

    @Override
    public List<Event> lockFree(Collection<EventId> ids) {
        return events("lockFree", query -> query.bind("ids", EventRows.ids(ids)));
    }

    @Override
    public void apply(ActionRequest request, List<Event> locked, NodeId by) {
        String ids = EventRows.ids(locked.stream().map(Event::id).toList());
        int changed = switch (request.action()) {
            case CANCEL -> cancel(ids);
            case SUSPEND -> update("suspend", update -> update.bind("ids", ids));
            case RESUME -> update("resume", update -> update.bind("ids", ids));
            case PRIORITISE ->
                update("prioritise", update -> update.bind("ids", ids).bind("priority", request.priority()));
            case RESUBMIT -> throw new IllegalArgumentException("A resubmission is a submission");
        };
        if (changed != locked.size()) {
            throw new IllegalStateException(request.action() + " of " + ids + " changed " + changed + " events");
        }
        record(locked.stream().map(event -> change(request, event, by)).toList());
    }

    private int cancel(String ids) {
        update("cancel", update -> update.bind("ids", ids));
        return update("removeCancelled", update -> update.bind("ids", ids));
    }

    private static Change change(ActionRequest request, Event event, NodeId by) {
        String reason = switch (request.action()) {
            case CANCEL -> "Cancelled by ";
            case SUSPEND -> "Suspended by ";
            case RESUME -> "Resumed by ";
            case PRIORITISE, RESUBMIT -> "Priority " + event.priority() + " changed to " + request.priority() + " by ";
        };
        return new Change(
                event.id(), event.state(), after(request.action(), event), by, null, reason + request.actor());
    }

    private static EventState after(EventAction action, Event event) {
        return action.to(event.state());
    }

    @Override
    public void recordResubmitted(Event ended, EventId as, NodeId by, String actor) {
        record(List.of(new Change(
                ended.id(), ended.state(), ended.state(), by, null, "Resubmitted as event " + as + " by " + actor)));
    }

    private void record(List<Change> changes) {
        update("recordAct", update -> update.bind("changes", Change.json(changes)));
    }

    @Override
    public long newestEnded() {
        return search.newestEnded();
    }

    @Override
    public Walk look(Set<EventState> states, Walk walk) {
        return search.look(states, walk);
    }

    @Override
    public List<EventId> choose(EventFilter filter, Set<EventState> states, Walk walk, int limit) {
        return search.choose(filter, states, walk, limit);
    }

    @Override
    public Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Walk walk) {
        return search.count(filter, states, walk);
    }

    private int update(String statement, UnaryOperator<Update> binding) {
        return database.jdbi()
                .withHandle(handle ->
                        binding.apply(handle.createUpdate(sql(statement))).execute());
    }

    private List<Event> events(String statement, UnaryOperator<Query> binding) {
        return database.jdbi()
                .withHandle(handle -> binding.apply(handle.createQuery(sql(statement)))
                        .map(EventRows::event)
                        .list());
    }

    private String sql(String name) {
        return database.statements(JdbcActionStore.class, "operator.sql").get(name);
    }
}
