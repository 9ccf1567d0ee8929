package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;

/**
 * Submits what an ended event was to do once more. The new event names the old one and has its cycle. An event is resubmitted
 * once: asked again, by however many at once, the answer is the event that it was resubmitted as; only who forces it gets
 * another one.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Resubmission {

    /** The attribute of the new event that names the old one. */
    public static final String REFERENCE = "resubmissionOf";

    private final EventReads reads;
    private final EventQueue queue;
    private final ActionStore store;
    private final Nodes nodes;
    private final Audit audit;
    private final ActionNews news;

    /** For CDI's proxy. */
    protected Resubmission() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Resubmission(EventReads reads, EventQueue queue, ActionStore store, Nodes nodes, Audit audit, ActionNews news) {
        this.reads = reads;
        this.queue = queue;
        this.store = store;
        this.nodes = nodes;
        this.audit = audit;
        this.news = news;
    }

    /** @throws FlotillaException as {@link EventActions#act(ActionRequest, EventId)} says */
    public Submitted submit(ActionRequest request, EventId id) {
        Event ended = reads.find(id).orElseThrow(() -> ActOnEvents.notFound(id));
        ActOnEvents.ensureState(EventAction.RESUBMIT, ended);
        return earlier(request, id).orElseGet(() -> submit(request, ended));
    }

    private Optional<Submitted> earlier(ActionRequest request, EventId id) {
        return request.force()
                ? Optional.empty()
                : queue.findSubmitted(key(id)).map(event -> new Submitted(event, false));
    }

    private Submitted submit(ActionRequest request, Event ended) {
        if (!request.force()) {
            ensureNothingIsDoneTwice(ended);
        }
        Submitted submitted = queue.submit(again(ended).withIdempotencyKey(request.force() ? null : key(ended.id())));
        if (submitted.isNew()) {
            store.recordResubmitted(ended, submitted.id(), nodes.self(), request.actor());
            audit.record(
                    request.actor(),
                    request.action().audited(),
                    "event " + ended.id(),
                    ended.state() + ", as event " + submitted.id() + (request.force() ? ", forced" : ""));
        }
        return submitted;
    }

    private void ensureNothingIsDoneTwice(Event ended) {
        if (ended.state() == EventState.DONE) {
            throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "Event " + ended.id() + " is DONE: what it did would be done twice.",
                            "If that is what you want, force it.")
                    .told("eventDone", ended.id());
        }
        news.resubmitting(new EventResubmitting(ended.id()));
    }

    private static EventRequest again(Event ended) {
        Map<String, String> attributes = new HashMap<>(ended.attributes());
        attributes.put(REFERENCE, ended.id().toString());
        return EventRequest.of(ended.type(), ended.action(), ended.cycleId())
                .withAccount(ended.account())
                .withSite(ended.site())
                .withOrderingKey(ended.orderingKey())
                .withAttributes(attributes)
                .withPriority(ended.priority());
    }

    private static String key(EventId id) {
        return "resubmission-of:" + id;
    }
}
