package org.flotilla.queue;

import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;

/**
 * What operators do to events (Q8). Each act is a transaction of its own with its history rows and its record in the audit
 * log; acts by filter are several, of some hundred events each, so that what is done stays done. Thread-safe.
 */
public interface EventActions {

    /**
     * Does it to one event. Waits for a node that is just changing it, some seconds at most.
     *
     * @return the event; for RESUBMIT the new one, or the one that it was resubmitted as before
     * @throws FlotillaException NOT_FOUND; INVALID_INPUT for a priority that is none; CONFLICT if the event's state does not
     *     allow it, with both states, or a file could be delivered twice; BUSY if a node holds it for too long
     */
    Submitted act(ActionRequest request, EventId id);

    /**
     * How many events the filter reaches, and how many of them the action. Looks, like the act, at a part of a long history.
     *
     * @param cursor where an act ended, to count what is left; null: from where an act would begin
     */
    ActionCount count(ActionRequest request, EventFilter filter, String cursor);

    /**
     * Does it to the events that match, newest first; resubmits oldest first, so that the new events of an ordering key have
     * the order of the old ones (Q7). Passes by those that a node is just changing, and says so. Ends after some thousand
     * events, or when it has looked for them among a million that are DONE, which takes a second at most: the result says where
     * to go on. Of what is submitted after the first request nothing is resubmitted.
     *
     * @param cursor where the request before ended; null: at the newest or oldest
     */
    ActionResult act(ActionRequest request, EventFilter filter, String cursor);
}
