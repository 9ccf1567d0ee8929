package org.flotilla.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("D2 back-off of notices")
class BackOffTest {

    @ParameterizedTest(name = "after {0} attempts: {1} s")
    @CsvSource({"0, 5", "1, 5", "2, 10", "3, 20", "7, 320", "8, 600", "1000, 600"})
    void doubles_upToTenMinutes(int attempts, long seconds) {
        assertThat(BackOff.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    @DisplayName("S3 a letter is tried for two days")
    void lettersAreTried_forTwoDays() {
        Duration waited = Duration.ZERO;
        int attempts = 1;
        while (!BackOff.isOver(attempts)) {
            waited = waited.plus(BackOff.after(attempts));
            attempts++;
        }
        assertThat(waited).isBetween(Duration.ofHours(47), Duration.ofHours(49));
    }
}
