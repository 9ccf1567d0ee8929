package org.flotilla.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.QueueFigures;
import org.flotilla.queue.Submitted;

/** A queue in which nothing happens but that events are found. */
record History(Map<EventId, Event> events) implements EventQueue {

    @Override
    public Optional<Event> find(EventId id) {
        return Optional.ofNullable(events.get(id));
    }

    @Override
    public Submitted submit(EventRequest request) {
        return new Submitted(new EventId(99), true);
    }

    @Override
    public List<Submitted> submitAll(List<EventRequest> requests) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<EventId> findSubmitted(String idempotencyKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Event> find(EventFilter filter, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<EventId> waitsFor(Event event) {
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
