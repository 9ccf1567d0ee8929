package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flotilla.dispatch.PretendCluster.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("W5 a preview of where the queue would go")
class DispatchPreviewTest {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final String ATTRIBUTES = "EventQueue.taskProcessor.attributes";
    private static final String THRESHOLD = "EventQueue.taskProcessor.threshold";

    private final PretendCluster cluster =
            new PretendCluster("node-1").node("node-1", 0).node("node-2", 0).node("node-3", 9);
    private final List<WaitingEvent> waiting = new ArrayList<>();
    private final DispatchPreview preview =
            new DispatchPreview(cluster, cluster, cluster.settings(), cluster, new Waiting());

    @Test
    @DisplayName("W5 it tells for each node what it has, would have, and would be given, and what would move in all")
    void proposal_isCounted() {
        add(1, TaskType.PUSH, "node-1");
        add(2, TaskType.PUSH, "node-2");
        add(3, TaskType.PUSH, null);
        Forecast forecast = preview.forecast(List.of(
                new ProposedValue(POLICY, null, "attributeMatchPolicy"),
                new ProposedValue(ATTRIBUTES, "node-2", "PUSH=true")));
        assertThat(forecast)
                .isEqualTo(new Forecast(
                        3,
                        true,
                        2,
                        List.of(share("node-1", 1, 0, 0), share("node-2", 1, 3, 2), share("node-3", 0, 0, 0))));
    }

    @Test
    @DisplayName("W5 a threshold is taken with the load of now; a value for every node where there is no own")
    void threshold_isTakenWithTheLoad() {
        cluster.set(DispatchParameters.POLICY, "attributeMatchPolicy")
                .set(DispatchParameters.ATTRIBUTES, "node-3", "PUSH=true");
        add(1, TaskType.PUSH, "node-1");
        assertThat(proposed("node-3", new ProposedValue(THRESHOLD, null, "80"))).isZero();
        assertThat(proposed("node-3", new ProposedValue(THRESHOLD, null, "95"))).isEqualTo(1);
        cluster.set(DispatchParameters.THRESHOLD, "node-3", "50");
        assertThat(proposed("node-3", new ProposedValue(THRESHOLD, null, "95"))).isZero();
        assertThat(proposed("node-3", new ProposedValue(THRESHOLD, "node-3", "95")))
                .isEqualTo(1);
    }

    private long proposed(String node, ProposedValue value) {
        return preview.forecast(List.of(value)).nodes().stream()
                .filter(share -> share.node().name().equals(node))
                .findFirst()
                .orElseThrow()
                .proposed();
    }

    @Test
    @DisplayName("W5 a very long queue is looked at in part, and that is said")
    void longQueue_isLookedAtInPart() {
        for (int id = 1; id <= DispatchPreview.MOST_EVENTS; id++) {
            add(id, TaskType.PUSH, "node-1");
        }
        assertThat(preview.forecast(List.of()).complete()).isTrue();
        add(DispatchPreview.MOST_EVENTS + 1, TaskType.PUSH, "node-1");
        Forecast forecast = preview.forecast(List.of());
        assertThat(forecast.complete()).isFalse();
        assertThat(forecast.events()).isEqualTo(DispatchPreview.MOST_EVENTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            EventQueue.retry.first             | -      | 5           | name  | EventQueue.taskProcessor.threshold
            -                                  | -      | 5           | name  | EventQueue.taskProcessor.threshold
            EventQueue.DispatchPolicy.name     | -      | anyPolicy   | value | cacheBasedPolicy
            EventQueue.DispatchPolicy.name     | node-1 | cacheBasedPolicy | node | without
            EventQueue.taskProcessor.threshold | node-9 | 50          | node  | node-1, node-2, node-3
            EventQueue.taskProcessor.threshold | node-1 | 0           | value | from 1 to 100
            EventQueue.taskProcessor.threshold | node-1 | -           | value | Give one
            """)
    @DisplayName("W5 what could not be set is refused, at its field, with what could be")
    void wrongProposal_isRefused(String name, String node, String value, String field, String remedy) {
        assertThatThrownBy(() -> preview.forecast(List.of(new ProposedValue(name, node, value))))
                .isInstanceOfSatisfying(FlotillaException.class, e -> {
                    assertThat(e.field()).contains(field);
                    assertThat(e.remedy()).contains(remedy);
                });
    }

    @Test
    @DisplayName("W5 a value that is too long to be saved is refused before")
    void longValue_isRefused() {
        String sites = IntStream.range(0, 200)
                .mapToObj("SITE_NAME=partner-%d=true"::formatted)
                .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> preview.forecast(List.of(new ProposedValue(ATTRIBUTES, "node-1", sites))))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.field()).contains("value"));
    }

    @Test
    @DisplayName("W5 two values for the same are refused")
    void twoValues_areRefused() {
        ProposedValue value = new ProposedValue(THRESHOLD, "node-1", "50");
        assertThatThrownBy(() -> preview.forecast(List.of(value, value))).hasMessageContaining("twice");
    }

    private void add(long id, TaskType type, String assigned) {
        WaitingEvent event = event(id, type, null, null);
        NodeId node = assigned == null ? null : new NodeId(assigned);
        waiting.add(new WaitingEvent(event.id(), type, null, null, event.attributes(), node));
    }

    private static Forecast.Share share(String node, long present, long proposed, long arriving) {
        return new Forecast.Share(new NodeId(node), present, proposed, arriving);
    }

    private final class Waiting implements DispatchStore {

        @Override
        public List<WaitingEvent> after(EventId last, int limit) {
            return waiting.stream()
                    .filter(event -> event.id().value() > last.value())
                    .sorted(Comparator.comparing(event -> event.id().value()))
                    .limit(limit)
                    .toList();
        }

        @Override
        public int assign(NodeId node, List<EventId> events) {
            throw new IllegalStateException("A preview changes nothing");
        }

        @Override
        public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
            throw new IllegalStateException("A preview changes nothing");
        }
    }
}
