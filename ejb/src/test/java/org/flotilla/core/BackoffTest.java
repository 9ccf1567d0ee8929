package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q6 the back-off")
class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    @DisplayName("Q6 it doubles with each attempt, up to its limit")
    void delay_doublesUpToTheLimit() {
        Backoff backoff = new Backoff(FIRST, LONGEST, () -> 0.5);
        assertThat(backoff.after(1)).isEqualTo(FIRST);
        assertThat(backoff.after(4)).isEqualTo(Duration.ofSeconds(40));
        assertThat(backoff.after(100)).isEqualTo(LONGEST);
    }

    @Test
    @DisplayName("Q6 it varies by a fifth either way")
    void delay_varies() {
        assertThat(new Backoff(FIRST, LONGEST, () -> 0.0).after(1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(new Backoff(FIRST, LONGEST, () -> 1.0).after(1)).isEqualTo(Duration.ofSeconds(6));
    }
}
