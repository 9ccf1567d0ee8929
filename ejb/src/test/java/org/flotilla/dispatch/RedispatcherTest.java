package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Reassignment;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W5 waiting events are dispatched anew when something changed")
class RedispatcherTest {

    private final PretendCluster cluster =
            new PretendCluster("node-1").node("node-1", 0).node("node-2", 0);
    private final TestLease lease = TestLease.held(1);
    private final Queue queue = new Queue();
    private final Redispatcher redispatcher = new Redispatcher(cluster, lease, cluster.settings(), cluster, queue);

    @Test
    @DisplayName("W5 there are three passes after a change, and then none")
    void change_hasThreePasses() {
        assertThat(List.of(redispatcher.step(), redispatcher.step(), redispatcher.step()))
                .isEqualTo(Redispatcher.PASSES);
        redispatcher.step();
        assertThat(queue.passes).isEqualTo(3);
    }

    @Test
    @DisplayName("W5 a change of attributes moves what waits")
    void attributes_moveEvents() {
        cluster.set(DispatchParameters.POLICY, "attributeMatchPolicy")
                .set(DispatchParameters.ATTRIBUTES, "node-2", "PUSH=true");
        redispatcher.step();
        assertThat(queue.assigned()).containsOnly("node-2");
        settle();

        cluster.set(DispatchParameters.ATTRIBUTES, "node-2", "PUSH=false")
                .set(DispatchParameters.ATTRIBUTES, "node-1", "PUSH=true");
        redispatcher.step();
        assertThat(queue.assigned()).containsOnly("node-1");
    }

    @Test
    @DisplayName("W1 a node that joins is given its share, one that leaves loses it")
    void joinAndLeave_rebalance() {
        cluster.set(DispatchParameters.POLICY, "roundRobinPolicy");
        redispatcher.step();
        assertThat(queue.assigned()).containsOnly("node-1", "node-2");
        settle();
        cluster.node("node-3", 0);
        redispatcher.step();
        assertThat(queue.assigned()).contains("node-1", "node-2", "node-3");
        settle();
        cluster.leave("node-2");
        redispatcher.step();
        assertThat(queue.assigned()).containsOnly("node-1", "node-3");
    }

    @Test
    @DisplayName("W1 a node that came back under a new incarnation is given its share too")
    void newIncarnation_isAChange() {
        settle();
        cluster.node("node-2", 0, new Incarnation(7));
        redispatcher.step();
        assertThat(queue.passes).isEqualTo(4);
    }

    @Test
    @DisplayName("W5 load alone is no cause")
    void load_isNoCause() {
        settle();
        cluster.node("node-2", 10);
        redispatcher.step();
        assertThat(queue.passes).isEqualTo(3);
    }

    @Test
    @DisplayName("W5 the first node that is online does it, while it holds its lease")
    void others_leaveItToTheFirst() {
        cluster.node("node-1", 0); // now the last
        settle();
        cluster.leave("node-2");
        lease.lose();
        redispatcher.step();
        assertThat(queue.passes).isZero();
    }

    @Test
    @DisplayName("W5 a pass is broken off for a change that comes meanwhile, and not for what changes nothing")
    void changeMeanwhile_breaksOff() {
        queue.meanwhile = () -> {
            redispatcher.changed();
            queue.meanwhile = () -> {
                cluster.set(DispatchParameters.POLICY, "roundRobinPolicy");
                redispatcher.changed();
            };
        };
        assertThat(redispatcher.step()).isEqualTo(Duration.ZERO);
        queue.meanwhile = () -> {};
        assertThat(redispatcher.step()).isEqualTo(Redispatcher.PASSES.get(0));
        assertThat(queue.assigned()).contains("node-1", "node-2");
    }

    @Test
    @DisplayName("W5 a pass that failed is made again")
    void failedPass_isMadeAgain() {
        queue.meanwhile = () -> {
            throw new IllegalStateException("test");
        };
        assertThatThrownBy(redispatcher::step).hasMessage("test");
        queue.meanwhile = () -> {};
        settle();
        assertThat(queue.passes).isEqualTo(3);
    }

    private void settle() {
        Redispatcher.PASSES.forEach(pause -> redispatcher.step());
    }

    /** Six pushes, dealt with in parts of two. */
    private static final class Queue extends Reassignment {
        private final TreeMap<Long, WaitingEvent> events = new TreeMap<>();
        private int passes;
        private Runnable meanwhile = () -> {};

        Queue() {
            for (long id = 1; id <= 6; id++) {
                events.put(id, PretendCluster.event(id, TaskType.PUSH, null, null));
            }
        }

        @Override
        public Part part(EventId after, Function<WaitingEvent, Optional<NodeId>> choice) {
            meanwhile.run();
            List<Long> next = new ArrayList<>(
                            events.tailMap(after.value(), false).keySet())
                    .stream().limit(2).toList();
            next.forEach(id -> events.compute(
                    id,
                    (key, event) -> new WaitingEvent(
                            event.id(),
                            event.type(),
                            null,
                            null,
                            event.attributes(),
                            choice.apply(event).orElseThrow())));
            if (next.isEmpty()) {
                passes++;
                return new Part(Optional.empty(), 0);
            }
            return new Part(Optional.of(new EventId(next.get(next.size() - 1))), next.size());
        }

        List<String> assigned() {
            return events.values().stream()
                    .map(event -> event.assigned().name())
                    .toList();
        }
    }
}
