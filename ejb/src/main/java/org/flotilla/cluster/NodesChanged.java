package org.flotilla.cluster;

import java.util.List;

/**
 * CDI event: the set of online nodes is another than this node knew before. Fired on a thread of the cluster's, outside
 * any transaction, soon after the database says so.
 *
 * @param online the nodes that can be given work now, by name
 */
public record NodesChanged(List<NodeStatus> online) {

    public NodesChanged {
        online = List.copyOf(online);
    }
}
