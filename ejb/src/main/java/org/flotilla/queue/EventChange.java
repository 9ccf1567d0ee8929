package org.flotilla.queue;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One change of an event's state (Q2).
 *
 * @param from null for the submission
 * @param node the node that made the change; may be null
 * @param incarnation that node's incarnation; may be null
 * @param reason for people; may be null
 * @param error the kind of failure that made the change; null if none did
 */
public record EventChange(
        Instant at, EventState from, EventState to, String node, Long incarnation, String reason, ErrorClass error) {

    public EventChange(Instant at, EventState from, EventState to, String node, Long incarnation, String reason) {
        this(at, from, to, node, incarnation, reason, null);
    }

    /** The kind of the event's last error, if it has one: of the last of its changes that names one. */
    public static Optional<ErrorClass> lastError(Event event, List<EventChange> changes) {
        return event.lastError() == null
                ? Optional.empty()
                : changes.stream()
                        .map(EventChange::error)
                        .filter(Objects::nonNull)
                        .reduce((first, last) -> last);
    }
}
