package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.core.NodeId;
import org.flotilla.queue.TaskType;
import org.flotilla.test.SetParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W3 from whom an idle node may take work")
class OverloadedNodesTest {

    private final PretendCluster cluster =
            new PretendCluster("node-1").node("node-1", 10).node("node-2", 9).node("node-3", 10);
    private final SetParameters parameters = new SetParameters();
    private final OverloadedNodes overloaded = new OverloadedNodes(cluster, cluster.settings(), parameters);

    @Test
    @DisplayName("W3 from those above their thresholds, the one with most load first, never from itself")
    void mostLoaded_isFirst() {
        assertThat(overloaded.overloaded()).containsExactly(new NodeId("node-3"), new NodeId("node-2"));
        cluster.set(DispatchParameters.THRESHOLD, "node-3", "100");
        assertThat(overloaded.overloaded()).containsExactly(new NodeId("node-2"));
        cluster.node("node-2", 8);
        assertThat(overloaded.overloaded()).isEmpty();
    }

    @Test
    @DisplayName("W3 also from one with slots on which a task type gets none, unless its threshold says never")
    void fullOfAType_isOverloaded() {
        cluster.node("node-2", 0).node("node-3", 5, TaskType.PUSH);
        assertThat(overloaded.overloaded()).containsExactly(new NodeId("node-3"));
        cluster.set(DispatchParameters.THRESHOLD, "node-3", "100");
        assertThat(overloaded.overloaded()).isEmpty();
    }

    @Test
    @DisplayName("W3, C4 also from one that runs nothing and has room for no type, as its work stands still")
    void standsStill_isOverloaded() {
        cluster.node("node-2", 0).node("node-3", 0, TaskType.values());
        assertThat(overloaded.overloaded()).containsExactly(new NodeId("node-3"));
        cluster.set(DispatchParameters.THRESHOLD, "node-3", "100");
        assertThat(overloaded.overloaded()).isEmpty();
    }

    @Test
    @DisplayName("W3 from nobody when stealing is off")
    void off_nobody() {
        parameters.set(DispatchParameters.STEALING, "false");
        assertThat(overloaded.overloaded()).isEmpty();
    }
}
