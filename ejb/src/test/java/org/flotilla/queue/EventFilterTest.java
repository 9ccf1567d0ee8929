package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 a filter that is asked about one event")
class EventFilterTest {

    private static final CycleId CYCLE = CycleId.next();

    @Test
    @DisplayName("Q8 takes it if each part that is given is its own")
    void given_areItsOwn() {
        Event event = event(new NodeId("assigned"), null);

        assertThat(EventFilter.all().matches(event)).isTrue();
        assertThat(filter("acme", "assigned", "orders").matches(event)).isTrue();
        assertThat(filter("other", "assigned", "orders").matches(event)).isFalse();
        assertThat(filter("acme", "assigned", "other").matches(event)).isFalse();
        assertThat(EventFilter.ofCycle(CYCLE).matches(event)).isTrue();
        assertThat(EventFilter.ofCycle(CycleId.next()).matches(event)).isFalse();
    }

    @Test
    @DisplayName("Q8 knows it by the node that has it, not by the one that it is dispatched to")
    void owner_comesFirst() {
        Event event = event(new NodeId("assigned"), new NodeId("owner"));

        assertThat(filter(null, "owner", null).matches(event)).isTrue();
        assertThat(filter(null, "assigned", null).matches(event)).isFalse();
        assertThat(filter(null, "owner", null).matches(event(null, null))).isFalse();
    }

    private static EventFilter filter(String account, String node, String orderingKey) {
        return new EventFilter(null, null, account, null, node, null, orderingKey);
    }

    private static Event event(NodeId assigned, NodeId owner) {
        return new Event(
                new EventId(1),
                CYCLE,
                TaskType.PUSH,
                "push-file",
                "acme",
                "bank",
                "orders",
                Map.of(),
                EventState.READY,
                BlockedBy.NOTHING,
                5,
                Instant.EPOCH,
                assigned,
                owner,
                null,
                0,
                8,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }
}
