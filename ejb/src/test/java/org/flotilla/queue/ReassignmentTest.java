package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.test.RecordedEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W5 part of the queue is dispatched anew")
class ReassignmentTest {

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");

    private final List<WaitingEvent> waiting = new ArrayList<>();
    private final List<EventId> moved = new ArrayList<>();
    private final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    private final Reassignment reassignment = new Reassignment(new Waiting(), ready);

    @Test
    @DisplayName("W5, Q9 what is elsewhere or nowhere moves, the rest is left; who is given some is woken")
    void elsewhere_moves() {
        add(1, ONE);
        add(2, TWO);
        add(3, null);
        Reassignment.Part part = reassignment.part(Reassignment.BEGINNING, event -> Optional.of(TWO));
        assertThat(part).isEqualTo(new Reassignment.Part(Optional.of(new EventId(3)), 2));
        assertThat(moved).containsExactly(new EventId(1), new EventId(3));
        assertThat(ready.seen()).containsExactly(new WorkReady(Set.of(TWO)));
    }

    @Test
    @DisplayName("W5 what may go nowhere stays, and the end is said")
    void noNode_nothingMoves() {
        add(1, ONE);
        assertThat(reassignment
                        .part(Reassignment.BEGINNING, event -> Optional.empty())
                        .moved())
                .isZero();
        assertThat(reassignment.part(new EventId(1), event -> Optional.of(TWO)).last())
                .isEmpty();
        assertThat(ready.seen()).isEmpty();
    }

    private void add(long id, NodeId assigned) {
        waiting.add(new WaitingEvent(new EventId(id), TaskType.PUSH, null, null, Map.of(), assigned));
    }

    private final class Waiting implements DispatchStore {

        @Override
        public List<WaitingEvent> after(EventId last, int limit) {
            return waiting.stream()
                    .filter(event -> event.id().value() > last.value())
                    .toList();
        }

        @Override
        public int assign(NodeId node, List<EventId> events) {
            moved.addAll(events);
            return events.size();
        }

        @Override
        public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
            throw new IllegalStateException("not asked for");
        }
    }
}
