package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;

/** Finds what was submitted under an idempotency key (Q8). */
@ApplicationScoped
public class SubmittedEvents {

    private final EventQueue queue;

    /** For CDI's proxy. */
    protected SubmittedEvents() {
        this(null);
    }

    @Inject
    public SubmittedEvents(EventQueue queue) {
        this.queue = queue;
    }

    /**
     * The events under the key, as it is shown or as it was given by REST or JMS, that match the filter.
     *
     * @return all of them: one for each who may have given it
     */
    public Page<Event> find(String idempotencyKey, EventFilter filter) {
        return new Page<>(
                KeySpace.meantBy(idempotencyKey).stream()
                        .map(queue::findSubmitted)
                        .flatMap(Optional::stream)
                        .map(queue::find)
                        .flatMap(Optional::stream)
                        .filter(filter::matches)
                        .toList(),
                null);
    }
}
