package org.flotilla.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * Incidents and the watch as they stand in the database, by its clock. Each act checks in its own statement all that makes
 * it right: the node's lease, the number of nodes, the grace, and that nobody did it before. So any number of monitors may
 * act on an outdated look.
 */
public interface IncidentStore {

    /** Empty if the monitor's incarnation is not alive in the database: then it has nothing to say. Locks nothing. */
    Optional<Watch> look(Monitor monitor);

    /** Remembers that there are too few nodes from now on; false if there are not, or it is known. */
    boolean startBelow(Monitor monitor);

    /** Remembers that there are enough nodes; false if there are not, or it is known. */
    boolean endBelow(Monitor monitor);

    /** The new incident; empty if it is not time for one. */
    Optional<Incident> open(Monitor monitor, String nodeStates);

    /** The incident that was open and is closed; empty if there is none or there are still too few nodes. */
    Optional<Incident> close(Monitor monitor);

    List<Incident> latest(int limit);

    Optional<Incident> find(long id);

    Optional<Incident> findOpen();

    /**
     * Who looks, and what for.
     *
     * @param grace how long there must have been fewer than {@code required} nodes
     */
    record Monitor(NodeId self, Incarnation incarnation, int required, Duration grace) {}

    /**
     * What the monitor sees.
     *
     * @param online how many nodes are online and have not missed a whole lease
     * @param isBelow whether there were too few nodes when last looked
     * @param graceOver whether that is longer ago than the grace
     * @param isOpen whether an incident is open
     */
    record Watch(int online, boolean isBelow, boolean graceOver, boolean isOpen) {}
}
