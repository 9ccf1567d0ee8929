package org.flotilla.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.core.Page;

/** The queue in the database. */
@Stateless
public class StoredEventQueue implements EventQueue, HistoryRetention {

    private static final int LONGEST_PAGE = 200;

    @Inject
    private EventStore store;

    @Inject
    private EventReads reads;

    @Inject
    private RecentFigures recentFigures;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private RetryPolicies retries;

    @Inject
    private jakarta.enterprise.event.Event<WorkReady> ready;

    @Override
    public Submitted submit(EventRequest request) {
        return submitAll(List.of(request)).get(0);
    }

    @Override
    public List<Submitted> submitAll(List<EventRequest> requests) {
        requests.forEach(RequestRules::check);
        List<EventId> ids = store.nextIds(requests.size());
        List<Submitted> answers = new ArrayList<>();
        Set<Optional<NodeId>> assigned = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            answers.add(submit(ids.get(i), requests.get(i), assigned));
        }
        if (!assigned.isEmpty()) {
            ready.fire(new WorkReady(nodes(assigned)));
        }
        return answers;
    }

    private Submitted submit(EventId id, EventRequest request, Set<Optional<NodeId>> assigned) {
        Optional<EventId> first = Optional.ofNullable(request.idempotencyKey()).flatMap(key -> store.useKey(key, id));
        if (first.isPresent()) {
            return new Submitted(first.get(), false);
        }
        Optional<NodeId> node = dispatcher.assign(WaitingEvent.of(id, request));
        store.insert(id, limited(request), node);
        assigned.add(node);
        return new Submitted(id, true);
    }

    private EventRequest limited(EventRequest request) {
        return request.maxAttempts() == null
                ? request.withMaxAttempts(
                        retries.of(request.type(), request.site()).attempts())
                : request;
    }

    /** All nodes, as the empty set, if one event may go anywhere. */
    private static Set<NodeId> nodes(Set<Optional<NodeId>> assigned) {
        if (assigned.contains(Optional.<NodeId>empty())) {
            return Set.of();
        }
        Set<NodeId> nodes = new HashSet<>();
        assigned.forEach(node -> nodes.add(node.orElseThrow()));
        return nodes;
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<EventId> findSubmitted(String idempotencyKey) {
        return store.findKey(idempotencyKey);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<Event> find(EventId id) {
        return reads.find(id);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page<Event> find(EventFilter filter, String cursor, int limit) {
        int size = Math.max(1, Math.min(limit, LONGEST_PAGE));
        List<Event> found = reads.find(filter, position(cursor), size + 1);
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        List<Event> page = found.subList(0, size);
        return new Page<>(page, page.get(size - 1).id().toString());
    }

    static long position(String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw FlotillaException.invalid(
                    "'" + cursor + "' is no cursor of this list.", "Use the one that the page before gave, or none.");
        }
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<EventChange> changes(EventId id) {
        return reads.changes(id);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public QueueFigures figures() {
        return recentFigures.figures();
    }

    @Override
    public int purge(Duration age, int limit) {
        return store.purge(age, limit);
    }
}
