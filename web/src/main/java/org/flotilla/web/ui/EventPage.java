package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.flotilla.core.EventId;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventQueue;

/** One event with everything that is known of it. */
@Named
@RequestScoped
public class EventPage {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Inject
    private EventQueue queue;

    private String id;
    private Event event;

    /** Null if there is none with this id. */
    public Event getEvent() {
        if (event == null && isNumbered()) {
            event = queue.find(number()).orElse(null);
        }
        return event;
    }

    /** The event of the same ordering key that has to end first; null: none, or it is next. */
    public EventId getWaitsFor() {
        return queue.waitsFor(getEvent()).orElse(null);
    }

    public List<EventChange> getChanges() {
        return queue.changes(number());
    }

    /** Whether the address gives a number: people mistype them. */
    public boolean isNumbered() {
        return id != null && NUMBER.matcher(id).matches();
    }

    private EventId number() {
        return new EventId(Long.parseLong(id));
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

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = ListPage.blankToNull(id);
    }
}
