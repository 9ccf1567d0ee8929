package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.test.CapturedLog;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5 nodes that work without hearing each other")
class UnheardNodesTest implements Nodes {

    private final ManualClock clock = new ManualClock();
    private final Set<String> left = new HashSet<>();
    private final UnheardNodes unheard = new UnheardNodes(this, left::contains, clock);
    private long incarnation = 2;

    @Test
    @DisplayName("one that is not heard for a minute is told once, and when it is heard again")
    void minute_isToldOnce() {
        left.add("m:node-2");
        assertThat(logAfter(Duration.ZERO)).isEmpty();
        assertThat(logAfter(Duration.ofSeconds(59))).isEmpty();
        assertThat(logAfter(Duration.ofSeconds(1))).contains("WARN", "Node node-2 works, but", "for 60 s");
        assertThat(logAfter(Duration.ofMinutes(5))).isEmpty();

        left.clear();
        assertThat(logAfter(Duration.ofSeconds(1))).contains("Node node-2 is heard again, after 361 s");
        assertThat(logAfter(Duration.ofMinutes(5))).isEmpty();
    }

    @Test
    @DisplayName("each time, and each life of a node, counts by itself")
    void heardInBetween_beginsAnew() {
        left.add("m:node-2");
        logAfter(Duration.ZERO);
        logAfter(Duration.ofSeconds(59));
        left.clear();
        logAfter(Duration.ZERO);
        left.add("m:node-2");
        assertThat(logAfter(Duration.ofSeconds(2))).isEmpty();
        assertThat(logAfter(Duration.ofSeconds(58))).isEmpty();
        incarnation = 3;
        assertThat(logAfter(Duration.ofSeconds(2))).isEmpty();
        assertThat(logAfter(Duration.ofSeconds(60))).contains("node-2 works, but");
    }

    private String logAfter(Duration span) {
        clock.advance(span);
        try (CapturedLog log = new CapturedLog()) {
            unheard.look();
            return log.text();
        }
    }

    @Override
    public NodeId self() {
        return new NodeId("node-1");
    }

    @Override
    public List<NodeStatus> all() {
        return List.of(node(1, 1), node(2, incarnation));
    }

    @Override
    public List<NodeStatus> read() {
        return all();
    }

    private static NodeStatus node(int number, long incarnation) {
        String name = "node-" + number;
        return new NodeStatus(
                new NodeId(name),
                "m:" + name,
                "127.0.0.1",
                new Incarnation(incarnation),
                NodeState.ONLINE,
                Instant.EPOCH,
                null,
                "PROD",
                "1",
                4,
                0,
                Set.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO);
    }
}
