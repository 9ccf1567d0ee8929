package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Parameters;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Dispatcher;
import org.flotilla.queue.EventRequest;

/** Dispatches by the policy that holds now (W1). Where it names no node, all nodes are candidates, in turn. */
@ApplicationScoped
class PolicyDispatcher implements Dispatcher {

    private final Nodes nodes;
    private final Parameters parameters;
    private final AccountAffinity affinity;
    private final AtomicInteger turn =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(1000));

    /** For CDI's proxy. */
    protected PolicyDispatcher() {
        this(null, null, null);
    }

    @Inject
    PolicyDispatcher(Nodes nodes, Parameters parameters, AccountAffinity affinity) {
        this.nodes = nodes;
        this.parameters = parameters;
        this.affinity = affinity;
    }

    @Override
    public Optional<NodeId> assign(EventRequest request) {
        List<NodeStatus> online = nodes.online();
        if (online.isEmpty()) {
            return Optional.empty();
        }
        Optional<NodeId> named = switch (parameters.get(DispatchParameters.POLICY)) {
            case cacheBasedPolicy -> holderOf(request.account(), online);
            case roundRobinPolicy -> Optional.empty();
        };
        return named.or(() -> Optional.of(next(online)));
    }

    private Optional<NodeId> holderOf(String account, List<NodeStatus> online) {
        return Optional.ofNullable(account)
                .flatMap(affinity::memberFor)
                .flatMap(member -> online.stream()
                        .filter(node -> node.member().equals(member))
                        .map(NodeStatus::id)
                        .findFirst());
    }

    private NodeId next(List<NodeStatus> online) {
        return online.get(Math.floorMod(turn.getAndIncrement(), online.size())).id();
    }
}
