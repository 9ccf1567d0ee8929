package org.flotilla.cluster;

import java.util.List;
import org.flotilla.core.NodeId;

/** The nodes of the cluster, as this node last read them from the database (at most a second old while it works). */
public interface Nodes {

    /** This node. */
    NodeId self();

    /** All nodes that the database knows, by name. */
    List<NodeStatus> all();

    /** All nodes, by name, read from the database now, in the caller's transaction. */
    List<NodeStatus> read();

    /** The nodes that can be given work now, by name. */
    default List<NodeStatus> online() {
        return all().stream().filter(NodeStatus::isOnline).toList();
    }
}
