package org.flotilla.queue;

import java.util.Set;
import org.flotilla.core.NodeId;

/**
 * CDI event, fired inside the transaction that makes events claimable and observed after its commit.
 *
 * @param nodes where they were dispatched to; empty: any node may take them
 */
record WorkReady(Set<NodeId> nodes) {

    WorkReady {
        nodes = Set.copyOf(nodes);
    }
}
