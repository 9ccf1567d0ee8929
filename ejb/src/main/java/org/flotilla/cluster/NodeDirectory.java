package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flotilla.config.KnownNodes;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.NodeId;

/** The nodes as the lease's thread read them last. Thread-safe. */
@ApplicationScoped
class NodeDirectory implements Nodes, KnownNodes {

    private final ServerProperties server;
    private final NodeStore store;
    private final Event<NodesChanged> changes;
    private volatile List<NodeStatus> nodes = List.of();

    /** For CDI's proxy. */
    protected NodeDirectory() {
        this(null, null, null);
    }

    @Inject
    NodeDirectory(ServerProperties server, NodeStore store, Event<NodesChanged> changes) {
        this.server = server;
        this.store = store;
        this.changes = changes;
    }

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

    /** As the database has them now: who has seen a node join can set its parameters at once. */
    @Override
    public SortedSet<String> names() {
        return store.all().stream().map(node -> node.id().name()).collect(Collectors.toCollection(TreeSet::new));
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
