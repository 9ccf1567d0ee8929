package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecentFiguresTest {

    private final ManualClock clock = new ManualClock();
    private final Counting reads = new Counting();
    private final RecentFigures recent = new RecentFigures(reads, clock);

    @Test
    @DisplayName("U1 many dashboards count the queue once a second")
    void counts_once_a_second() {
        recent.figures();
        recent.figures();
        clock.advance(Duration.ofMillis(999));
        recent.figures();
        assertThat(reads.times).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        recent.figures();

        assertThat(reads.times).isEqualTo(2);
    }

    @Test
    @DisplayName("U1 what takes long to count is counted seldom")
    void costly_count_is_seldom() {
        reads.cost = Duration.ofSeconds(1);
        recent.figures();

        clock.advance(Duration.ofSeconds(18));
        recent.figures();
        assertThat(reads.times).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        recent.figures();

        assertThat(reads.times).isEqualTo(2);
    }

    private final class Counting implements EventReads {

        private int times;
        private Duration cost = Duration.ZERO;

        @Override
        public QueueFigures figures() {
            times++;
            clock.advance(cost);
            return new QueueFigures(Map.of(), 0, 0, List.of());
        }

        @Override
        public Optional<Event> find(EventId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Event> find(EventFilter filter, long before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> idempotencyKey(EventId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<EventChange> changes(EventId id) {
            throw new UnsupportedOperationException();
        }
    }
}
