package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    public Optional<NodeId> mostOverloaded() {
        if (!parameters.get(DispatchParameters.STEALING)) {
            return Optional.empty();
        }
        List<NodeStatus> online = nodes.online();
        DispatchRules rules = settings.rules(online);
        return online.stream()
                .filter(node -> !node.id().equals(nodes.self()))
                .filter(node -> rules.nodes().get(node.id()).isOverloaded(node))
                .max(Comparator.comparingDouble(NodeStatus::load))
                .map(NodeStatus::id);
    }
}
