package org.flotilla.queue;

import java.util.Optional;
import org.flotilla.core.NodeId;

/** Names the node that an event should go to (W1). Decides from what this node knows; never touches the database. */
public interface Dispatcher {

    /** The node, or empty: any node may take it. */
    Optional<NodeId> assign(WaitingEvent event);
}
