package org.flotilla.queue;

import java.util.List;
import org.flotilla.core.NodeId;

/** Says from which nodes this one may take work (W3). Never touches the database. */
public interface Overload {

    /** The other nodes that are overloaded, the most loaded first; none if nothing may be taken. */
    List<NodeId> overloaded();
}
