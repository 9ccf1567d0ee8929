package org.flotilla.queue;

import java.util.Collection;
import java.util.List;

/**
 * CDI event: these wait again, and may have been dispatched by rules, or for nodes, that have changed since (W5). Told after the
 * commit, without a transaction.
 */
public record WaitAgain(List<WaitingEvent> events) {

    public WaitAgain {
        events = List.copyOf(events);
    }

    static WaitAgain of(Collection<Event> events) {
        return new WaitAgain(events.stream().map(WaitingEvent::of).toList());
    }
}
