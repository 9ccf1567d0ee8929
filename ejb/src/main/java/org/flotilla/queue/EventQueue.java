package org.flotilla.queue;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;

/** The queue, for those who submit events and for those who look at them. Thread-safe. */
public interface EventQueue {

    /**
     * Submits an event in the caller's transaction, or in one of its own. When that transaction has committed the event
     * is never lost (Q1), and the node it was dispatched to is woken.
     *
     * @throws FlotillaException INVALID_INPUT if the request is not valid: nothing is stored then
     */
    Submitted submit(EventRequest request);

    /** Like {@link #submit}, all or none, in order. */
    List<Submitted> submitAll(List<EventRequest> requests);

    /** The event that was submitted under this key; empty if none was. For those who must know before they submit. */
    Optional<EventId> findSubmitted(String idempotencyKey);

    /** An event, finished or not. */
    Optional<Event> find(EventId id);

    /**
     * Events by filter, newest first. Looks at a million events of a long history at most, which takes a second: so a page that
     * has fewer than asked for, or none, can have a next one all the same.
     */
    Page<Event> find(EventFilter filter, String cursor, int limit);

    /** The event of the same ordering key that this one waits for; empty if it waits for none, or is next. */
    Optional<EventId> waitsFor(Event event);

    /** The idempotency key that the event was submitted under; empty if there was none. */
    Optional<String> idempotencyKey(EventId id);

    /** The changes of an event's state, first to last. */
    List<EventChange> changes(EventId id);

    /**
     * How many unfinished events there are by state, as far as they are counted, and how many have finished in the last hour
     * and minute.
     */
    QueueFigures figures();
}
