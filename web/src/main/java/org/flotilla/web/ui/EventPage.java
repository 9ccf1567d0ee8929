package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventQueue;

/** One event with everything that is known of it. */
@Named
@RequestScoped
public class EventPage {

    @Inject
    private EventQueue queue;

    private Long id;
    private Event event;

    /** Null if there is none with this id. */
    public Event getEvent() {
        if (event == null && id != null) {
            event = queue.find(new EventId(id)).orElse(null);
        }
        return event;
    }

    public List<EventChange> getChanges() {
        return queue.changes(new EventId(id));
    }

    /** The event's attributes, by name. */
    public List<Attribute> getAttributes() {
        return getEvent().attributes().entrySet().stream()
                .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Attribute::name))
                .toList();
    }

    /** What the event's handler needs to know. */
    public record Attribute(String name, String value) {}

    public Long getId() {
        return id;
    }

    public void setId(Long id) {
        this.id = id;
    }
}
