package org.flotilla.web.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.NodeId;

/**
 * A node as the API shows it (C4).
 *
 * @param full task types that get no slot there, though others may
 * @param load running events as a share of the slots, 0 to 1
 * @param silence since its last heartbeat, by the database's clock
 * @param answering whether it is the node that gave this answer
 */
public record NodeView(
        String name,
        NodeState state,
        Instant since,
        String reason,
        String site,
        String version,
        String address,
        String member,
        long incarnation,
        int slots,
        int running,
        Set<String> full,
        double load,
        Instant joinedAt,
        Instant heartbeatAt,
        Duration silence,
        boolean answering) {

    static NodeView of(NodeStatus node, NodeId self) {
        return new NodeView(
                node.id().name(),
                node.state(),
                node.since(),
                node.reason(),
                node.site(),
                node.version(),
                node.address(),
                node.member(),
                node.incarnation().value(),
                node.slots(),
                node.running(),
                node.full(),
                node.load(),
                node.joinedAt(),
                node.heartbeatAt(),
                node.silence(),
                node.id().equals(self));
    }
}
