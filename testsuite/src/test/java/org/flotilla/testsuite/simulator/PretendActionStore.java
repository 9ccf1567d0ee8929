package org.flotilla.testsuite.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.flotilla.core.Page;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.ActionStore;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventReads;
import org.flotilla.queue.EventState;
import org.flotilla.queue.QueueFigures;
import org.flotilla.queue.StateMachine.Cause;
import org.flotilla.queue.Walk;

/** What operators do to events and look at, as {@code operator.sql} and {@code queue.sql} treat them. */
final class PretendActionStore extends EventTable implements ActionStore, EventReads {

    PretendActionStore(PretendDatabase database) {
        super(database);
    }

    @Override
    public Optional<Event> lock(EventId id) {
        if (row(id) == null) {
            return Optional.empty();
        }
        current().lock(database().events, id.value());
        return Optional.of(row(id));
    }

    @Override
    public List<Event> lockFree(Collection<EventId> ids) {
        return unlocked(row -> ids.contains(row.id())).toList();
    }

    @Override
    public void apply(ActionRequest request, List<Event> locked, NodeId by) {
        for (Event row : locked) {
            EventState to = request.action().to(row.state());
            switch (request.action()) {
                case CANCEL -> end(row, EventState.CANCELLED, row.lastError());
                case SUSPEND -> put(EventRow.asksAnew(EventRow.inState(row, to, now())));
                case RESUME -> put(EventRow.inState(row, to, now()));
                case PRIORITISE -> put(EventRow.prioritised(row, request.priority()));
                case RESUBMIT -> throw new IllegalArgumentException("A resubmission is a submission");
            }
            did(row.id(), row.state(), to, Cause.OPERATOR, null);
        }
    }

    @Override
    public void recordResubmitted(Event ended, EventId as, NodeId by, String actor) {
        // the history of changes is not kept here
    }

    @Override
    public Optional<Event> find(EventId id) {
        Event row = row(id);
        return Optional.ofNullable(row == null ? current().get(database().history, id.value()) : row);
    }

    @Override
    public long newestEnded() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Walk look(Set<EventState> states, Walk walk) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EventId> choose(EventFilter filter, Set<EventState> states, Walk walk, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Walk walk) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Event> find(EventFilter filter, long before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> idempotencyKey(EventId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EventChange> changes(EventId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueueFigures figures() {
        throw new UnsupportedOperationException();
    }
}
