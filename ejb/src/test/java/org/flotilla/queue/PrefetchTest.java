package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 how many events are claimed ahead")
class PrefetchTest {

    private final Prefetch prefetch = new Prefetch(500, 4);

    @Test
    @DisplayName("Q3 none at first")
    void atFirst_none() {
        assertThat(prefetch.allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 as many as all slots run in a tenth of a second, whatever claiming takes")
    void ended_count() {
        prefetch.ended(Duration.ofMillis(10));
        assertThat(prefetch.allowed()).isEqualTo(40);
    }

    @Test
    @DisplayName("Q3 never more than the parameter says")
    void most_isABound() {
        prefetch.ended(Duration.ZERO);
        assertThat(prefetch.allowed()).isEqualTo(500);
        Prefetch none = new Prefetch(0, 4);
        none.ended(Duration.ZERO);
        assertThat(none.allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 slow events are not claimed ahead, and one slow among short ones counts at once")
    void slow_none() {
        for (int i = 0; i < 50; i++) {
            prefetch.ended(Duration.ofMillis(1));
        }
        prefetch.ended(Duration.ofMinutes(1));
        assertThat(prefetch.allowed()).isZero();
    }

    @Test
    @DisplayName("Q3 none after a give-back, until a run ends")
    void stalled_none() {
        prefetch.ended(Duration.ofMillis(10));
        prefetch.stalled();
        assertThat(prefetch.allowed()).isZero();
        prefetch.ended(Duration.ofMillis(10));
        assertThat(prefetch.allowed()).isEqualTo(40);
    }
}
