package org.flotilla.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.ActOnEvents.Acted;
import org.flotilla.queue.ActionResult.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operators' acts, transaction by transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StoredEventActions implements EventActions {

    private static final Logger LOG = LoggerFactory.getLogger(StoredEventActions.class);
    private static final int CHUNK = 100;
    private static final int MOST_AT_ONCE = 5_000;

    private final ActionStore store;
    private final ActOnEvents acts;
    private final Resubmission resubmission;
    private final jakarta.enterprise.event.Event<EventEnded> ends;
    private final jakarta.enterprise.event.Event<WaitAgain> waits;
    private final int mostAtOnce;

    /** For the container's proxy. */
    public StoredEventActions() {
        this(null, null, null, null, null, 0);
    }

    @Inject
    StoredEventActions(
            ActionStore store,
            ActOnEvents acts,
            Resubmission resubmission,
            jakarta.enterprise.event.Event<EventEnded> ends,
            jakarta.enterprise.event.Event<WaitAgain> waits) {
        this(store, acts, resubmission, ends, waits, MOST_AT_ONCE);
    }

    StoredEventActions(
            ActionStore store,
            ActOnEvents acts,
            Resubmission resubmission,
            jakarta.enterprise.event.Event<EventEnded> ends,
            jakarta.enterprise.event.Event<WaitAgain> waits,
            int mostAtOnce) {
        this.store = store;
        this.acts = acts;
        this.resubmission = resubmission;
        this.ends = ends;
        this.waits = waits;
        this.mostAtOnce = mostAtOnce;
    }

    @Override
    public Submitted act(ActionRequest request, EventId id) {
        request.check();
        if (request.action() == EventAction.RESUBMIT) {
            return resubmission.submit(request, id);
        }
        announce(request, List.of(acts.one(request, id)));
        return new Submitted(id, false);
    }

    @Override
    public ActionCount count(ActionRequest request, EventFilter filter, String cursor) {
        request.check();
        Set<EventState> states = ActionChoice.counted(request, filter);
        Walk walk = walk(request, cursor);
        if (states.isEmpty()) {
            return ActionCount.of(Map.of(), request, filter, false);
        }
        Walk part = store.look(states, walk);
        boolean more = !walk.after(part).isAtItsEnd();
        return ActionCount.of(store.count(filter, states, part), request, filter, more);
    }

    @Override
    public ActionResult act(ActionRequest request, EventFilter filter, String cursor) {
        request.check();
        Set<EventState> states = ActionChoice.taken(request, filter);
        Walk walk = walk(request, cursor);
        ActionResult result = ActionResult.none();
        if (states.isEmpty()) {
            return result;
        }
        Walk part = store.look(states, walk);
        for (int reached = 0; reached < mostAtOnce; reached += CHUNK) {
            List<EventId> ids = store.choose(filter, states, part, CHUNK);
            result = result.and(chunk(request, filter, ids));
            if (ids.size() < CHUNK) {
                return result.goingOnAt(walk.after(part).next());
            }
            EventId last = ids.get(ids.size() - 1);
            part = part.after(last);
            walk = walk.after(last);
        }
        return result.goingOnAt(walk.next());
    }

    private Walk walk(ActionRequest request, String cursor) {
        if (!Walk.isUp(request.action())) {
            return Walk.down(StoredEventQueue.position(cursor));
        }
        return cursor == null ? Walk.up(store.newestEnded() + 1) : Walk.up(cursor);
    }

    private ActionResult chunk(ActionRequest request, EventFilter filter, List<EventId> ids) {
        if (ids.isEmpty()) {
            return ActionResult.none();
        }
        if (request.action() == EventAction.RESUBMIT) {
            return resubmit(request, ids);
        }
        Acted acted = acts.many(request, filter, ids);
        announce(request, acted.changed());
        return ActionResult.of(acted.changed().size(), acted.refusals());
    }

    /** One by one, in their order: a refusal rolls back its transaction, and no other. */
    private ActionResult resubmit(ActionRequest request, List<EventId> ids) {
        List<Refusal> refusals = new ArrayList<>();
        for (EventId id : ids) {
            try {
                Submitted submitted = resubmission.submit(request, id);
                if (!submitted.isNew()) {
                    refusals.add(
                            new Refusal(id, "Event " + id + " was resubmitted before, as " + submitted.id() + "."));
                }
            } catch (FlotillaException e) {
                refusals.add(new Refusal(id, e.getMessage()));
            }
        }
        return ActionResult.of(ids.size() - refusals.size(), refusals);
    }

    private void announce(ActionRequest request, List<Event> changed) {
        if (request.action() == EventAction.CANCEL) {
            changed.forEach(event -> tell(
                    () -> ends.fire(new EventEnded(event.ended(EventState.CANCELLED, ActOnEvents.reason(request))))));
        } else if (request.action() == EventAction.RESUME && !changed.isEmpty()) {
            tell(() -> waits.fire(WaitAgain.of(changed)));
        }
    }

    /** What was committed stands, whatever those do who hear of it. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn("A feature failed when told of acts on events", e);
        }
    }
}
