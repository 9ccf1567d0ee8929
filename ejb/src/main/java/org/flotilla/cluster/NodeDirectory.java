package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.NodeId;

/** The nodes as the lease's thread read them last. Thread-safe. */
@ApplicationScoped
class NodeDirectory implements Nodes {

    @Inject
    private ServerProperties server;

    @Inject
    private NodeStore store;

    @Inject
    private Event<NodesChanged> changes;

    private volatile List<NodeStatus> nodes = List.of();

    @Override
    public NodeId self() {
        return new NodeId(server.nodeName());
    }

    @Override
    public List<NodeStatus> all() {
        return nodes;
    }

    @Override
    public List<NodeStatus> read() {
        return store.all();
    }

    /** Takes over what the database says; tells those who care if other nodes are online, or others' incarnations. */
    void refresh(List<NodeStatus> read) {
        List<NodeStatus> before = online();
        nodes = List.copyOf(read);
        List<NodeStatus> now = online();
        if (!lives(before).equals(lives(now))) {
            changes.fire(new NodesChanged(now));
        }
    }

    private static List<Long> lives(List<NodeStatus> nodes) {
        return nodes.stream().map(node -> node.incarnation().value()).toList();
    }
}
