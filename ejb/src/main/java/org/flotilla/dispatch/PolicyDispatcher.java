package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Dispatcher;
import org.flotilla.queue.WaitingEvent;

/** Dispatches by the rules that hold now (W1, W5). Thread-safe. */
@ApplicationScoped
class PolicyDispatcher implements Dispatcher {

    private final Nodes nodes;
    private final DispatchSettings settings;
    private final AccountAffinity affinity;

    /** For CDI's proxy. */
    protected PolicyDispatcher() {
        this(null, null, null);
    }

    @Inject
    PolicyDispatcher(Nodes nodes, DispatchSettings settings, AccountAffinity affinity) {
        this.nodes = nodes;
        this.settings = settings;
        this.affinity = affinity;
    }

    @Override
    public Optional<NodeId> assign(WaitingEvent event) {
        List<NodeStatus> online = nodes.online();
        return settings.rules(online).nodeFor(event, online, affinity);
    }
}
