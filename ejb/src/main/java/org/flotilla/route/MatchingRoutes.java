package org.flotilla.route;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.flotilla.queue.EventRequest;
import org.flotilla.transfer.ArrivalRouter;
import org.flotilla.transfer.Arrived;
import org.flotilla.transfer.PushOrder;

/** The events that follow from an arrival: one for each step of each enabled route that matches (T5). */
@ApplicationScoped
public class MatchingRoutes implements ArrivalRouter {
    private final RouteBook book;

    /** For CDI's proxy. */
    protected MatchingRoutes() {
        this(null);
    }

    @Inject
    public MatchingRoutes(RouteBook book) {
        this.book = book;
    }

    @Override
    public List<EventRequest> eventsFor(Arrived arrived) {
        List<EventRequest> events = new ArrayList<>();
        for (Route route : book.of(arrived.account())) {
            if (matches(route, arrived)) {
                for (int step = 0; step < route.steps().size(); step++) {
                    events.add(event(arrived, route, step));
                }
            }
        }
        return events;
    }

    /** A route sees the files of its folder, not those of the folders below. */
    static boolean matches(Route route, Arrived arrived) {
        return route.folder().equals(arrived.folder())
                && FileNamePattern.of(route.pattern()).matches(arrived.fileName());
    }

    private static EventRequest event(Arrived arrived, Route route, int index) {
        RouteStep step = route.steps().get(index);
        PushOrder order = new PushOrder(
                arrived.cycleId(),
                arrived.account(),
                step.site(),
                step.remoteFolder(),
                arrived.fileName(),
                arrived.content());
        return order.toEvent()
                .withIdempotencyKey("route:" + arrived.transferId() + ":" + route.name() + ":" + index)
                .withOrderingKey(route.inOrder() ? "route:" + route.name() + ":" + step.site() : null);
    }
}
