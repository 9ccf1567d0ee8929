package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.ActionResult.Refusal;

/**
 * The transactions of operators' acts on unfinished events: lock, ask whether each may be treated so, change, tell, audit.
 * An event that is locked can neither be claimed nor finished meanwhile, and its owner's next look at the fence waits and
 * then finds it taken away (Q5).
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ActOnEvents {

    private final ActionStore store;
    private final EventReads reads;
    private final Nodes nodes;
    private final Audit audit;
    private final ActionNews news;

    /** What a transaction changed, and what it did not. */
    public record Acted(List<Event> changed, List<Refusal> refusals) {}

    /** For CDI's proxy. */
    protected ActOnEvents() {
        this(null, null, null, null, null);
    }

    @Inject
    ActOnEvents(ActionStore store, EventReads reads, Nodes nodes, Audit audit, ActionNews news) {
        this.store = store;
        this.reads = reads;
        this.nodes = nodes;
        this.audit = audit;
        this.news = news;
    }

    /** One event, all or nothing. @throws FlotillaException as {@link EventActions#act(ActionRequest, EventId)} says */
    public Event one(ActionRequest request, EventId id) {
        Event event = store.lock(id).orElseGet(() -> ended(id));
        ensurePossible(request, event);
        apply(request, List.of(event));
        audit.record(request.actor(), request.action().audited(), "event " + id, before(request, event));
        return event;
    }

    /** Those of the events that allow it and that are free. */
    public Acted many(ActionRequest request, EventFilter filter, List<EventId> ids) {
        Map<EventId, Event> locked = new HashMap<>();
        store.lockFree(ids).forEach(event -> locked.put(event.id(), event));
        List<Event> possible = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (EventId id : ids) {
            try {
                Event event = Optional.ofNullable(locked.get(id)).orElseGet(() -> ended(id));
                ensurePossible(request, event);
                possible.add(event);
            } catch (FlotillaException e) {
                refusals.add(new Refusal(id, e.getMessage()));
            }
        }
        if (!possible.isEmpty()) {
            apply(request, possible);
            audit.record(
                    request.actor(), request.action().audited(), possible.size() + " events", detail(filter, possible));
        }
        return new Acted(possible, refusals);
    }

    /** One that could not be locked has ended since it was chosen; else somebody has it. */
    private Event ended(EventId id) {
        Event event = reads.find(id).orElseThrow(() -> notFound(id));
        if (!event.state().isFinal()) {
            throw busy(id);
        }
        return event;
    }

    private void apply(ActionRequest request, List<Event> events) {
        store.apply(request, events, nodes.self());
        releaseOthers(events);
        if (request.action() == EventAction.CANCEL) {
            events.forEach(event -> news.givenUp(new EventGivenUp(event.id(), nodes.self(), reason(request))));
        } else if (request.action() == EventAction.RESUME) {
            news.ready(new WorkReady(Set.of()));
        }
    }

    /** Cancelled, they make room for the next of their keys. Locked, they were passed by where it was their turn just now. */
    private void releaseOthers(List<Event> events) {
        Set<String> keys =
                events.stream().map(Event::orderingKey).filter(Objects::nonNull).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            news.keysChanged(new KeysChanged(keys));
        }
    }

    private void ensurePossible(ActionRequest request, Event event) {
        ensureState(request.action(), event);
        if (request.action() == EventAction.CANCEL && !request.force()) {
            news.cancelling(new EventCancelling(event.id()));
        }
    }

    /** @throws FlotillaException CONFLICT that names the state, and the other one that the action leads to, if any */
    static void ensureState(EventAction action, Event event) {
        if (action.from().contains(event.state())) {
            return;
        }
        FlotillaException refusal = new FlotillaException(
                ErrorCode.CONFLICT,
                "Event " + event.id() + " is " + event.state() + " and cannot " + action.outcome() + ".",
                "That is for events in these states: " + names(action.from()) + ".");
        throw switch (action) {
            case CANCEL, SUSPEND, RESUME ->
                refusal.told(
                        "eventTransition", event.id(), event.state(), action.to(event.state()), names(action.from()));
            case PRIORITISE, RESUBMIT -> refusal.told("eventState", event.id(), event.state(), names(action.from()));
        };
    }

    private static String names(Set<EventState> states) {
        return states.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
    }

    static FlotillaException notFound(EventId id) {
        return FlotillaException.notFound("event", id);
    }

    static FlotillaException busy(EventId id) {
        return new FlotillaException(
                        ErrorCode.BUSY,
                        "Event " + id + " is being changed by a node just now.",
                        "Try again in a moment.")
                .told("eventBusy", id);
    }

    /** What the history and the records of features say of it. */
    static String reason(ActionRequest request) {
        return "Cancelled by " + request.actor() + (request.force() ? ", whatever became of it" : "");
    }

    private static String before(ActionRequest request, Event event) {
        return request.action() == EventAction.PRIORITISE
                ? "priority " + event.priority() + " -> " + request.priority()
                : event.state() + " -> " + request.action().to(event.state());
    }

    private static String detail(EventFilter filter, List<Event> events) {
        return filter + ": "
                + events.stream().map(event -> event.id() + " " + event.state()).collect(Collectors.joining(", "));
    }
}
