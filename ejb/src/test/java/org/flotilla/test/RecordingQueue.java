package org.flotilla.test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.QueueFigures;
import org.flotilla.queue.Submitted;

/** Remembers what was submitted, and takes a key again: so a test sees each submission. */
public final class RecordingQueue implements EventQueue {

    private final List<EventRequest> requests = new CopyOnWriteArrayList<>();

    private final Consumer<EventRequest> onSubmit;

    public RecordingQueue() {
        this(request -> {});
    }

    /** @param onSubmit may throw */
    public RecordingQueue(Consumer<EventRequest> onSubmit) {
        this.onSubmit = onSubmit;
    }

    public List<EventRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Submitted submit(EventRequest request) {
        onSubmit.accept(request);
        requests.add(request);
        return new Submitted(new EventId(requests.size()), true);
    }

    @Override
    public List<Submitted> submitAll(List<EventRequest> all) {
        return all.stream().map(this::submit).toList();
    }

    @Override
    public Optional<EventId> findSubmitted(String idempotencyKey) {
        return IntStream.range(0, requests.size())
                .filter(i -> idempotencyKey.equals(requests.get(i).idempotencyKey()))
                .mapToObj(i -> new EventId(i + 1))
                .findFirst();
    }

    @Override
    public Optional<Event> find(EventId id) {
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
