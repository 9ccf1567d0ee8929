package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 how many events are claimed ahead")
class PrefetchTest {

    private final ManualClock clock = new ManualClock();

    @Test
    @DisplayName("Q3 none at first")
    void atFirst_none() {
        assertThat(new Prefetch(500, clock).allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 as many as ended in the last tenth of a second")
    void ended_count() {
        Prefetch prefetch = new Prefetch(500, clock);
        end(prefetch, 30);
        clock.advance(Duration.ofMillis(60));
        end(prefetch, 20);
        assertThat(prefetch.allowed()).isEqualTo(50);
        clock.advance(Duration.ofMillis(60));
        assertThat(prefetch.allowed()).isEqualTo(20);
        clock.advance(Duration.ofMillis(60));
        assertThat(prefetch.allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 never more than the parameter says")
    void most_isABound() {
        Prefetch prefetch = new Prefetch(5, clock);
        end(prefetch, 12);
        assertThat(prefetch.allowed()).isEqualTo(5);
        Prefetch none = new Prefetch(0, clock);
        end(none, 3);
        assertThat(none.allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 slow events are not claimed ahead")
    void slow_none() {
        Prefetch prefetch = new Prefetch(500, clock);
        for (int i = 0; i < 50; i++) {
            end(prefetch, 1);
            clock.advance(Duration.ofMillis(200));
        }
        assertThat(prefetch.allowed()).isZero();
    }

    private static void end(Prefetch prefetch, int times) {
        for (int i = 0; i < times; i++) {
            prefetch.ended();
        }
    }
}
