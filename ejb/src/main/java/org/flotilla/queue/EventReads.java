package org.flotilla.queue;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.EventId;

/** The events in the database, for those who look at them. */
public interface EventReads {

    Optional<Event> find(EventId id);

    /** By filter, newest first, with identities below {@code before}. */
    List<Event> find(EventFilter filter, long before, int limit);

    List<EventChange> changes(EventId id);

    QueueFigures figures();
}
