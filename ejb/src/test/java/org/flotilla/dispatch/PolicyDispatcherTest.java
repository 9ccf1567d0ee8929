package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flotilla.dispatch.PretendCluster.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Reassignment;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitAgain;
import org.flotilla.queue.WaitingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W5 dispatch goes by what holds now")
class PolicyDispatcherTest {

    private final PretendCluster cluster =
            new PretendCluster("node-1").node("node-1", 0).node("node-2", 0);
    private final AtomicInteger reads = new AtomicInteger();
    private List<NodeStatus> nodes = cluster.all();
    private final Moves moves = new Moves();
    private final PolicyDispatcher dispatcher = new PolicyDispatcher(new Read(), settings(), cluster, moves);

    @Test
    @DisplayName("K1 the rules are read once, not for each event")
    void unchanged_areReadOnce() {
        assertThat(nodeFor(1)).isEqualTo("node-2");
        int once = reads.get();
        assertThat(nodeFor(2)).isEqualTo("node-1");
        assertThat(reads).hasValue(once);
    }

    @Test
    @DisplayName("W5 they are read again when configuration changed")
    void configured_areReadAgain() {
        nodeFor(1);
        cluster.set(DispatchParameters.POLICY, "attributeMatchPolicy")
                .set(DispatchParameters.ATTRIBUTES, "node-1", "PUSH=true");
        dispatcher.configured(new ConfigurationChanged(2));
        assertThat(nodeFor(1)).isEqualTo("node-1");
    }

    @Test
    @DisplayName("W1 and when the nodes were read again")
    void nodesReadAgain_areReadAgain() {
        nodeFor(1);
        cluster.leave("node-2");
        nodes = cluster.all();
        assertThat(nodeFor(1)).isEqualTo("node-1");
    }

    @Test
    @DisplayName("W5 what waits again goes where it would go if it were submitted now")
    void waitAgain_followsWhatChanged() {
        cluster.set(DispatchParameters.POLICY, "attributeMatchPolicy")
                .set(DispatchParameters.ATTRIBUTES, "node-1", "PUSH=true");
        WaitingEvent failed = event(1, TaskType.PUSH, null, null);
        dispatcher.waitAgain(new WaitAgain(List.of(failed)));
        assertThat(moves.moved).containsExactly(Map.entry(failed, "node-1"));
    }

    private static final class Moves extends Reassignment {
        private final Map<WaitingEvent, String> moved = new HashMap<>();

        @Override
        public int move(List<WaitingEvent> events, Function<WaitingEvent, Optional<NodeId>> choice) {
            events.forEach(
                    event -> moved.put(event, choice.apply(event).orElseThrow().name()));
            return events.size();
        }
    }

    private DispatchSettings settings() {
        return new DispatchSettings(
                cluster,
                (parameter, node) -> {
                    reads.incrementAndGet();
                    return cluster.textFor(parameter, node);
                },
                cluster.singleNodeSites());
    }

    private String nodeFor(long id) {
        return dispatcher
                .assign(event(id, TaskType.PUSH, null, null))
                .map(NodeId::name)
                .orElse("");
    }

    /** As the directory of nodes: the same list until it is read again. */
    private final class Read implements Nodes {

        @Override
        public NodeId self() {
            return cluster.self();
        }

        @Override
        public List<NodeStatus> all() {
            return nodes;
        }

        @Override
        public List<NodeStatus> read() {
            return nodes;
        }
    }
}
