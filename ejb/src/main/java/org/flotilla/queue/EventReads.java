package org.flotilla.queue;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;

/** The events in the database, for those who look at them. */
public interface EventReads {

    Optional<Event> find(EventId id);

    /**
     * By filter, newest first, with identities below {@code before}. Looks at a part of a long history: a page that has fewer
     * than asked for, or none, can have a next one.
     */
    Page<Event> find(EventFilter filter, long before, int limit);

    List<EventChange> changes(EventId id);

    /** The key that the event was submitted under, as long as that is remembered; empty if there was none. */
    Optional<String> idempotencyKey(EventId id);

    QueueFigures figures();
}
