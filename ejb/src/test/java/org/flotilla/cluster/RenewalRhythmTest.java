package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5 how evenly a node's own renewals are answered")
class RenewalRhythmTest {

    private final ManualClock clock = new ManualClock();
    private final RenewalRhythm rhythm = new RenewalRhythm(clock);

    @BeforeEach
    void join() {
        clock.advance(Duration.ofHours(1));
        rhythm.restart();
    }

    @Test
    void everySecond_isEvenSinceTheJoin() {
        for (int i = 0; i < 20; i++) {
            renewedAfter(Duration.ofSeconds(1));
        }
        assertThat(rhythm.evenFor()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void gap_beginsAnew() {
        renewedAfter(Duration.ofSeconds(1));
        renewedAfter(Duration.ofMillis(1501));
        assertThat(rhythm.evenFor()).isZero();
        renewedAfter(Duration.ofMillis(1500));
        assertThat(rhythm.evenFor()).isEqualTo(Duration.ofMillis(1500));
    }

    private void renewedAfter(Duration pause) {
        clock.advance(pause);
        rhythm.renewed();
    }
}
