package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Parameters;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Overload;

/** Finds overloaded nodes by the load of their last heartbeat and the threshold that holds for each (W3). Thread-safe. */
@ApplicationScoped
class OverloadedNodes implements Overload {

    private final Nodes nodes;
    private final DispatchSettings settings;
    private final Parameters parameters;

    /** For CDI's proxy. */
    protected OverloadedNodes() {
        this(null, null, null);
    }

    @Inject
    OverloadedNodes(Nodes nodes, DispatchSettings settings, Parameters parameters) {
        this.nodes = nodes;
        this.settings = settings;
        this.parameters = parameters;
    }

    @Override
    public List<NodeId> overloaded() {
        if (!parameters.get(DispatchParameters.STEALING)) {
            return List.of();
        }
        List<NodeStatus> busy = nodes.online().stream()
                .filter(node -> canBeOverloaded(node) && !node.id().equals(nodes.self()))
                .toList();
        DispatchRules rules = settings.rules(busy);
        return busy.stream()
                .filter(node -> rules.nodes().get(node.id()).isOverloaded(node))
                .sorted(Comparator.comparingDouble(NodeStatus::load).reversed())
                .map(NodeStatus::id)
                .toList();
    }

    /** Spares the rules of idle nodes. One whose work stands still soon runs nothing, and says that all its types are full (C4). */
    private static boolean canBeOverloaded(NodeStatus node) {
        return node.running() > 0 || !node.full().isEmpty();
    }
}
