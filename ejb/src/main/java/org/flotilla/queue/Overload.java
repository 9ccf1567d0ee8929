package org.flotilla.queue;

import java.util.Optional;
import org.flotilla.core.NodeId;

/** Says whether there is a node from which this one may take work (W3). Never touches the database. */
public interface Overload {

    /** The most overloaded of the other nodes; empty if none is, or nothing may be taken. */
    Optional<NodeId> mostOverloaded();
}
