package org.flotilla.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
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
    private Submissions submissions;

    @Inject
    private ReleaseStore order;

    @Override
    public Submitted submit(EventRequest request) {
        return submitAll(List.of(request)).get(0);
    }

    @Override
    public List<Submitted> submitAll(List<EventRequest> requests) {
        return submissions.submitAll(requests);
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
        return reads.find(filter, position(cursor), Math.max(1, Math.min(limit, LONGEST_PAGE)));
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
    public Optional<EventId> waitsFor(Event event) {
        return event.blockedBy() == BlockedBy.KEY ? order.holder(event.orderingKey()) : Optional.empty();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<String> idempotencyKey(EventId id) {
        return reads.idempotencyKey(id);
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

    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long count(Duration age) {
        return store.countOlder(age);
    }
}
