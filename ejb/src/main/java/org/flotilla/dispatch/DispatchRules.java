package org.flotilla.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.NodeId;
import org.flotilla.queue.WaitingEvent;

/**
 * What is set for dispatch, at one moment, and what follows from it for an event (W1-W3). For the same rules, nodes and
 * event the answer is the same on every node: turns go by the event's number.
 *
 * @param singleNodeSites whatever the policy, the events of such a site go to one node (W4)
 * @param nodes of every node that is online
 */
record DispatchRules(
        DispatchPolicy policy, AttributeNames additional, Set<String> singleNodeSites, Map<NodeId, NodeRules> nodes) {

    DispatchRules {
        singleNodeSites = Set.copyOf(singleNodeSites);
        nodes = Map.copyOf(nodes);
    }

    /** The node that the event should go to; empty if none is online. */
    Optional<NodeId> nodeFor(WaitingEvent event, List<NodeStatus> online, AccountAffinity affinity) {
        if (event.site() != null && singleNodeSites.contains(event.site())) {
            return nodeOf(event.site(), online);
        }
        List<NodeStatus> named = switch (policy) {
            case cacheBasedPolicy -> holders(event.account(), online, affinity);
            case roundRobinPolicy -> online;
            case attributeMatchPolicy -> matching(event, online);
        };
        List<NodeStatus> candidates = named.isEmpty() ? online : named;
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates
                        .get(Math.floorMod(event.id().value(), candidates.size()))
                        .id());
    }

    /** Rendezvous: if a node comes or goes, no site moves but to the one, or from the other. */
    private static Optional<NodeId> nodeOf(String site, List<NodeStatus> online) {
        return online.stream()
                .map(NodeStatus::id)
                .max(Comparator.comparing(
                        node -> UUID.nameUUIDFromBytes((site + "@" + node.name()).getBytes(StandardCharsets.UTF_8))));
    }

    private static List<NodeStatus> holders(String account, List<NodeStatus> online, AccountAffinity affinity) {
        return Optional.ofNullable(account)
                .flatMap(affinity::memberFor)
                .map(member -> online.stream()
                        .filter(node -> node.member().equals(member))
                        .toList())
                .orElse(List.of());
    }

    private List<NodeStatus> matching(WaitingEvent event, List<NodeStatus> online) {
        Set<String> attributes = additional.of(event);
        return online.stream()
                .filter(node -> nodes.containsKey(node.id()))
                .filter(node -> nodes.get(node.id()).attributes().match(attributes))
                .filter(node -> !nodes.get(node.id()).isOverloaded(node, event.type()))
                .toList();
    }
}
