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

    /** The identity of the newest event that has ended; 0 if there is none. */
    long newestEnded();

    /** The part of the walk that one request looks at, for events in the states, which are all final or none. */
    Walk look(Set<EventState> states, Walk walk);

    /** Identities of events in the states, the first on the walk. Up it goes only for events that have ended. */
    List<EventId> choose(EventFilter filter, Set<EventState> states, Walk walk, int limit);

    /** How many events match, by state. */
    Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Walk walk);
}
