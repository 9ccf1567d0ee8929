package org.flotilla.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** The nodes that a test says there are. */
public record TestNodes(NodeId self, List<NodeStatus> all) implements Nodes {

    private static final int SLOTS = 8;

    /** A node that knows only itself. */
    public static TestNodes alone(String name) {
        return new TestNodes(new NodeId(name), List.of(node(name, NodeState.ONLINE, null)));
    }

    @Override
    public List<NodeStatus> read() {
        return all;
    }

    public static NodeStatus node(String name, NodeState state, String reason) {
        return node(name, state, reason, 0);
    }

    /** One that is ONLINE, and all of whose slots are busy. */
    public static NodeStatus busy(String name) {
        return node(name, NodeState.ONLINE, null, SLOTS);
    }

    private static NodeStatus node(String name, NodeState state, String reason, int running) {
        Instant since = Instant.parse("2026-11-22T10:00:00Z");
        return new NodeStatus(
                new NodeId(name),
                "primary:" + name,
                name + ".example.com",
                new Incarnation(1),
                state,
                since,
                reason,
                "PROD",
                "1.0.0",
                SLOTS,
                running,
                Set.of(),
                since,
                since,
                Duration.ZERO);
    }
}
