package org.flotilla.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;

/**
 * The events in the database, for the acts of operators (Q8). Each method runs in the caller's transaction; {@link #apply}
 * writes the history rows (Q2).
 */
public interface ActionStore {

    /**
     * Locks an unfinished event until the end of the transaction; empty if there is none. Waits for who has it.
     *
     * @throws FlotillaException BUSY if that takes longer than the data source allows
     */
    Optional<Event> lock(EventId id);

    /** Locks those of the events that are unfinished and that nobody has locked. Waits for nobody. */
    List<Event> lockFree(Collection<EventId> ids);

    /** Changes events that this transaction has locked and whose state allows it: all but RESUBMIT. */
    void apply(ActionRequest request, List<Event> locked, NodeId by);

    /** Adds to the history of an ended event that it was submitted once more. */
    void recordResubmitted(Event ended, EventId as, NodeId by, String actor);

    /** How far one request looks, below {@code before}, at events in the states, which are all final or none. */
    Look look(Set<EventState> states, long before);

    /** Identities of events in the states, newest first. */
    List<EventId> choose(EventFilter filter, Set<EventState> states, Look look, int limit);

    /** How many events match, by state. */
    Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Look look);

    /**
     * A stretch of identities.
     *
     * @param from the lowest that is looked at; 0 if there are none below
     * @param before the lowest that is not looked at any more
     */
    record Look(long from, long before) {

        public boolean reachesAll() {
            return from == 0;
        }

        Look below(EventId id) {
            return new Look(from, id.value());
        }
    }
}
