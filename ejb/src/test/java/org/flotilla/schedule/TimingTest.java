package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedule.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2 timing of schedules")
class TimingTest {

    @Nested
    class Cron {

        @ParameterizedTest(name = "{0} after {1} is {2}")
        @CsvSource({
            "0 0 3 * * ?,     2026-11-22T12:00:00Z, 2026-11-23T03:00:00Z",
            "*/10 * * * * ?,  2026-11-22T12:00:01Z, 2026-11-22T12:00:10Z",
            "0 0 12 L * ?,    2026-11-22T12:00:00Z, 2026-11-30T12:00:00Z",
            "0 0 12 15W * ?,  2026-11-01T00:00:00Z, 2026-11-16T12:00:00Z",
            "0 0 12 ? * 6#3,  2026-11-01T00:00:00Z, 2026-11-20T12:00:00Z"
        })
        void quartzForms_areUnderstood(String expression, Instant from, Instant expected) {
            assertThat(Timing.of(Kind.CRON, expression, "UTC").after(from)).contains(expected);
        }

        @Test
        void zone_decidesTheHour() {
            assertThat(Timing.of(Kind.CRON, "0 0 3 * * ?", "Asia/Tokyo").after(Instant.parse("2026-11-22T00:00:00Z")))
                    .contains(Instant.parse("2026-11-22T18:00:00Z"));
        }

        @Test
        void hourThatClocksRepeat_firesOnce() {
            // Berlin, 25 October 2026: 02:30 comes twice
            assertThat(firings("0 30 2 * * ?", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                    .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        }

        @Test
        void hourThatClocksSkip_firesAllTheSame() {
            // Berlin, 29 March 2026: 02:30 does not come
            List<Instant> firings = firings("0 30 2 * * ?", "Europe/Berlin", "2026-03-28T12:00:00Z", 2);

            assertThat(firings)
                    .containsExactly(Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
        }

        @Test
        void longMissed_isMadeUpForOnce() {
            Timing timing = Timing.of(Kind.CRON, "0 0 3 * * ?", "UTC");

            assertThat(timing.after(Instant.parse("2026-11-01T03:00:00Z"), Instant.parse("2026-11-22T12:00:00Z")))
                    .contains(Instant.parse("2026-11-23T03:00:00Z"));
        }

        private static List<Instant> firings(String expression, String zone, String from, int count) {
            Timing timing = Timing.of(Kind.CRON, expression, zone);
            return Stream.iterate(
                            timing.after(Instant.parse(from)), Optional::isPresent, at -> at.flatMap(timing::after))
                    .limit(count)
                    .map(Optional::orElseThrow)
                    .toList();
        }
    }

    @Nested
    class Interval {

        @ParameterizedTest
        @ValueSource(strings = {"900", "PT15M"})
        void secondsAndDurations_areUnderstood(String expression) {
            assertThat(Timing.of(Kind.INTERVAL, expression, "UTC").after(Instant.parse("2026-11-22T12:00:00Z")))
                    .contains(Instant.parse("2026-11-22T12:15:00Z"));
        }

        @Test
        void lateFiring_keepsTheBeat() {
            Timing timing = Timing.of(Kind.INTERVAL, "60", "UTC");

            assertThat(timing.after(Instant.parse("2026-11-22T12:00:00Z"), Instant.parse("2026-11-22T12:05:07Z")))
                    .contains(Instant.parse("2026-11-22T12:06:00Z"));
        }
    }

    @Nested
    class Mistakes {

        @ParameterizedTest(name = "{0} {1} {2}: {3}")
        @CsvSource({
            "CRON,     each day,    UTC,         no cron expression",
            "CRON,     0 0 3 * * ?, Mars/Phobos, no time zone",
            "INTERVAL, 0,           UTC,         too short",
            "INTERVAL, PT0.5S,      UTC,         too short",
            "INTERVAL, soon,        UTC,         no interval"
        })
        void areNamed(Kind kind, String expression, String zone, String message) {
            assertThatThrownBy(() -> Timing.of(kind, expression, zone))
                    .isInstanceOf(FlotillaException.class)
                    .hasMessageContaining(message)
                    .extracting("code")
                    .isEqualTo(ErrorCode.INVALID_INPUT);
        }
    }
}
