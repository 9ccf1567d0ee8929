package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 events that wait for a slot")
class UnbegunEventsTest {

    private static final OwnedEvent FIRST = owned(TaskType.PUSH);
    private static final OwnedEvent SECOND = owned(TaskType.PUSH);
    private static final OwnedEvent OTHER = owned(TaskType.MAINTENANCE);

    private final ManualClock clock = new ManualClock();
    private final Bulkhead bulkhead = new Bulkhead(4, SlotShares.read("PUSH=25"));
    private final UnbegunEvents unbegun = new UnbegunEvents(clock);

    @Test
    @DisplayName("Q3 all are taken back when the first has waited for too long, and are not begun")
    void waitedForLong_areTakenBack() {
        unbegun.add(FIRST, () -> {});
        clock.advance(Duration.ofMillis(400));
        unbegun.add(SECOND, () -> {});
        assertThat(unbegun.takeBack()).isEmpty();
        clock.advance(Duration.ofMillis(100));
        assertThat(unbegun.takeBack()).containsExactly(FIRST, SECOND);
        assertThat(unbegun.next(bulkhead)).isEmpty();
        assertThat(unbegun.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("Q3 what was begun is not taken back")
    void begun_isNotTakenBack() {
        unbegun.add(FIRST, () -> {});
        unbegun.add(SECOND, () -> {});
        assertThat(unbegun.next(bulkhead)).containsSame(FIRST);
        clock.advance(UnbegunEvents.LONGEST_WAIT);
        assertThat(unbegun.takeBack()).containsExactly(SECOND);
    }

    @Test
    @DisplayName("Q1 what nobody will begin does not stay")
    void withoutTask_doesNotStay() {
        assertThatThrownBy(() -> unbegun.add(FIRST, () -> {
                    throw new IllegalStateException("no thread");
                }))
                .hasMessage("no thread");
        assertThat(unbegun.next(bulkhead)).isEmpty();
    }

    @Test
    @DisplayName("Q3 what waits for a slot of a full type is passed by, and begun when one comes free")
    void fullType_isPassedBy() {
        unbegun.add(FIRST, () -> {});
        unbegun.add(SECOND, () -> {});
        unbegun.add(OTHER, () -> {});
        assertThat(unbegun.next(bulkhead)).containsSame(FIRST);
        assertThat(unbegun.next(bulkhead)).containsSame(OTHER);
        assertThat(unbegun.next(bulkhead)).isEmpty();
        bulkhead.ended(TaskType.PUSH);
        assertThat(unbegun.next(bulkhead)).containsSame(SECOND);
    }

    @Test
    @DisplayName("Q3 types are taken back each by itself")
    void typesAreTakenBack_eachByItself() {
        unbegun.add(FIRST, () -> {});
        clock.advance(UnbegunEvents.LONGEST_WAIT);
        unbegun.add(OTHER, () -> {});
        assertThat(unbegun.takeBack()).containsExactly(FIRST);
        assertThat(unbegun.next(bulkhead)).containsSame(OTHER);
    }

    private static OwnedEvent owned(TaskType type) {
        Event event = new Event(
                new EventId(1),
                new CycleId("cycle"),
                type,
                "test",
                null,
                null,
                null,
                Map.of(),
                EventState.RUNNING,
                BlockedBy.NOTHING,
                5,
                Instant.EPOCH,
                null,
                null,
                null,
                1,
                8,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        return new ClaimedEvent(event, new NodeId("node-1"), new Incarnation(1), claim -> {});
    }
}
