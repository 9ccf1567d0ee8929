package org.flotilla.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameter;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;

/** Nodes with their load, and what is set for them, as a test says. Accounts are held where it says. Each has 10 slots. */
final class PretendCluster implements Nodes, NodeParameters, AccountAffinity {

    private static final int SLOTS = 10;

    private final Set<String> singleNode = new HashSet<>();
    private final List<NodeStatus> nodes = new ArrayList<>();
    private final Map<String, String> set = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final NodeId self;

    PretendCluster(String self) {
        this.self = new NodeId(self);
    }

    /** One that has slots, but none for events of these types. */
    PretendCluster node(String name, int running, TaskType... full) {
        return node(
                name,
                running,
                new Incarnation(1),
                Arrays.stream(full).map(TaskType::name).collect(Collectors.toSet()));
    }

    PretendCluster node(String name, int running, Incarnation life) {
        return node(name, running, life, Set.of());
    }

    private PretendCluster node(String name, int running, Incarnation life, Set<String> full) {
        leave(name);
        Instant since = Instant.parse("2026-11-22T10:00:00Z");
        nodes.add(new NodeStatus(
                new NodeId(name),
                "primary:" + name,
                name + ".example.com",
                life,
                NodeState.ONLINE,
                since,
                null,
                "PROD",
                "1.0.0",
                SLOTS,
                running,
                full,
                since,
                since,
                Duration.ZERO));
        return this;
    }

    void leave(String name) {
        nodes.removeIf(node -> node.id().name().equals(name));
    }

    PretendCluster set(Parameter<?> parameter, String text) {
        return set(parameter, EVERY_NODE, text);
    }

    PretendCluster set(Parameter<?> parameter, String node, String text) {
        set.put(parameter.name() + "@" + node, text);
        return this;
    }

    private final SingleNodeSites singleNodeSites = new SingleNodeSites() {
        @Override
        Set<String> names() {
            return singleNode;
        }
    };

    SingleNodeSites singleNodeSites() {
        return singleNodeSites;
    }

    /** The site wants a single node. */
    void single(String site) {
        singleNode.add(site);
    }

    void hold(String account, String node) {
        holders.put(account, "primary:" + node);
    }

    DispatchSettings settings() {
        return new DispatchSettings(this, this, singleNodeSites);
    }

    /** The name of the node for an event as it is now. */
    String nodeFor(WaitingEvent event) {
        return settings()
                .rules(online())
                .nodeFor(event, online(), this)
                .map(NodeId::name)
                .orElse("");
    }

    static WaitingEvent event(long id, TaskType type, String account, String site) {
        return new WaitingEvent(new EventId(id), type, account, site, Map.of("APPLICATION", "payroll"), null);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public List<NodeStatus> all() {
        return List.copyOf(nodes);
    }

    @Override
    public List<NodeStatus> read() {
        return all();
    }

    @Override
    public Optional<String> textFor(Parameter<?> parameter, String node) {
        return Optional.ofNullable(set.get(parameter.name() + "@" + node));
    }

    @Override
    public Optional<String> memberFor(String account) {
        return Optional.ofNullable(holders.get(account));
    }
}
