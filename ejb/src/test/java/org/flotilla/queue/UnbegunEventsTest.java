package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 events that wait for a slot")
class UnbegunEventsTest {

    private static final OwnedEvent FIRST = owned();
    private static final OwnedEvent SECOND = owned();

    private final ManualClock clock = new ManualClock();
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
        assertThat(unbegun.next()).isEmpty();
        assertThat(unbegun.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("Q3 what was begun is not taken back")
    void begun_isNotTakenBack() {
        unbegun.add(FIRST, () -> {});
        unbegun.add(SECOND, () -> {});
        assertThat(unbegun.next()).containsSame(FIRST);
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
        assertThat(unbegun.next()).isEmpty();
    }

    private static OwnedEvent owned() {
        return new ClaimedEvent(null, new NodeId("node-1"), new Incarnation(1), claim -> {});
    }
}
