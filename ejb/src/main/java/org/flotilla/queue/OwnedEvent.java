package org.flotilla.queue;

import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** An event that this incarnation claimed, with the means to ask whether it still owns it. */
public interface OwnedEvent {

    Event event();

    default EventId id() {
        return event().id();
    }

    NodeId node();

    Incarnation incarnation();

    /** What says of this claim, and of no other, that it still holds. */
    default Claim claim() {
        return new Claim(id(), incarnation(), event().attempts());
    }

    /** An attribute that the event must have. */
    default String attribute(String name) {
        String value = event().attributes().get(name);
        if (value == null) {
            throw FlotillaException.invalid(
                    "Event " + id() + " has no attribute '" + name + "'.", "Submit it again with that attribute.");
        }
        return value;
    }

    /**
     * Returns if the lease is held and the database says that this claim of the event holds. Called inside a transaction
     * it also keeps the event from being taken away until that transaction ends (the row is locked): a change made in the
     * same transaction then stands exactly if the event was owned (Q5).
     *
     * @throws FlotillaException NOT_OWNER otherwise: stop, clean up the staging, change nothing more
     */
    void ensureOwned();
}
