package org.flotilla.cluster;

import java.util.Set;
import org.flotilla.core.NodeId;

/** Short messages between nodes. They may be lost: whatever matters is found in the database without them. */
public interface ClusterMessages {

    /** Sends the topic to the nodes, without waiting; an empty set means all. Never throws. */
    void send(Set<NodeId> nodes, String topic);
}
