package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;

/** Checks, dispatches and stores what is submitted, in the caller's transaction, and tells who has to know when it is committed. */
@ApplicationScoped
class Submissions {

    private final EventStore store;
    private final Dispatcher dispatcher;
    private final Nodes nodes;
    private final RetryPolicies retries;
    private final jakarta.enterprise.event.Event<WorkReady> ready;
    private final jakarta.enterprise.event.Event<KeysChanged> keysChanged;

    /** For CDI's proxy. */
    protected Submissions() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Submissions(
            EventStore store,
            Dispatcher dispatcher,
            Nodes nodes,
            RetryPolicies retries,
            jakarta.enterprise.event.Event<WorkReady> ready,
            jakarta.enterprise.event.Event<KeysChanged> keysChanged) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.nodes = nodes;
        this.retries = retries;
        this.ready = ready;
        this.keysChanged = keysChanged;
    }

    List<Submitted> submitAll(List<EventRequest> requests) {
        requests.forEach(RequestRules::check);
        List<EventId> ids = store.nextIds(requests.size());
        List<Submitted> answers = new ArrayList<>();
        News news = new News();
        for (int i = 0; i < requests.size(); i++) {
            answers.add(submit(ids.get(i), requests.get(i), news));
        }
        tell(news);
        return answers;
    }

    private Submitted submit(EventId id, EventRequest request, News news) {
        Optional<EventId> first = Optional.ofNullable(request.idempotencyKey()).flatMap(key -> store.useKey(key, id));
        if (first.isPresent()) {
            return new Submitted(first.get(), false);
        }
        Optional<NodeId> node = dispatcher.assign(WaitingEvent.of(id, request));
        store.insert(id, limited(request), node, nodes.self());
        if (request.orderingKey() == null) {
            news.assigned.add(node);
        } else {
            news.keys.add(request.orderingKey());
        }
        return new Submitted(id, true);
    }

    private EventRequest limited(EventRequest request) {
        return request.maxAttempts() == null
                ? request.withMaxAttempts(
                        retries.of(request.type(), request.site()).attempts())
                : request;
    }

    private void tell(News news) {
        if (!news.assigned.isEmpty()) {
            ready.fire(WorkReady.of(news.assigned));
        }
        if (!news.keys.isEmpty()) {
            keysChanged.fire(new KeysChanged(news.keys));
        }
    }

    /** Where there is something to claim, and which keys have to be looked at first. */
    private static final class News {
        private final Set<Optional<NodeId>> assigned = new HashSet<>();
        private final Set<String> keys = new HashSet<>();
    }
}
