package org.flotilla.web.rest;

import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;

/** The events of an act: the same filter as that of the list, each field may be absent. */
public record EventFilterInput(
        EventState state, TaskType type, String account, String site, String node, String cycleId, String orderingKey) {

    EventFilter filter() {
        return new EventFilter(
                state,
                type,
                QueryText.text(account),
                QueryText.text(site),
                QueryText.text(node),
                QueryText.cycle(cycleId),
                QueryText.text(orderingKey));
    }
}
