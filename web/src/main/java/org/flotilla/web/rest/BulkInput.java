package org.flotilla.web.rest;

import org.flotilla.core.FlotillaException;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventFilter;

/**
 * An act on all events that match a filter.
 *
 * @param action what is to be done
 * @param filter to which events; an empty one means all, none is refused
 * @param priority for PRIORITISE
 * @param force even if a file could be delivered twice; absent: not
 * @param dryRun only counts; absent: does it
 * @param cursor where the answer before said that there is more
 */
public record BulkInput(
        EventAction action, EventFilterInput filter, Integer priority, Boolean force, Boolean dryRun, String cursor) {

    ActionRequest request(String actor) {
        if (action == null) {
            throw FlotillaException.invalid("An action is missing.", "Give one, such as CANCEL.")
                    .of("action");
        }
        return new ActionRequest(action, priority, Boolean.TRUE.equals(force), actor);
    }

    EventFilter events() {
        if (filter == null) {
            throw FlotillaException.invalid("A filter is missing.", "Give one; an empty one, {}, means all events.")
                    .of("filter");
        }
        return filter.filter();
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }
}
