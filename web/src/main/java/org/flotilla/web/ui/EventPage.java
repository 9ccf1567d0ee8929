package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.ErrorClass;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventState;

/** One event with everything that is known of it. */
@Named
@RequestScoped
public class EventPage {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Inject
    private EventQueue queue;

    @Inject
    private NodeClock clock;

    @Inject
    private HttpServletRequest request;

    private String id;
    private Event event;

    /** From the address, and from the form when that is sent: known before Faces asks what is on the page. */
    @PostConstruct
    void readId() {
        setId(request.getParameter("id"));
    }

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

    /** The key that it was submitted under; null if there was none. */
    public String getIdempotencyKey() {
        return queue.idempotencyKey(number()).orElse(null);
    }

    public List<EventChange> getChanges() {
        return queue.changes(number());
    }

    /** The kind of its last error; null if there is none that is known. */
    public ErrorClass getErrorClass() {
        return EventChange.lastError(getEvent(), getChanges()).orElse(null);
    }

    /** Whether it is not yet due: so it was submitted, or nodes were lost with it again and again (decision 0011). */
    public boolean isDueLater() {
        return getEvent().state() == EventState.READY && getEvent().dueAt().isAfter(clock.now());
    }

    /** Whether the address gives a number: people mistype them. */
    public boolean isNumbered() {
        return id != null && NUMBER.matcher(id).matches();
    }

    private EventId number() {
        return new EventId(Long.parseLong(id));
    }

    /** First to last. */
    public List<Integer> getPriorities() {
        return IntStream.iterate(9, priority -> priority >= 0, priority -> priority - 1)
                .boxed()
                .toList();
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
