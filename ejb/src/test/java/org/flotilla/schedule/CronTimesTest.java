package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local times with their offsets, the first ones after a moment; a table per zone. */
@DisplayName("S2 cron expressions when clocks are changed, years end, and months have no such day")
class CronTimesTest {

    @ParameterizedTest(name = "{0} in {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # Europe/Berlin, spring 2026: 02:00 becomes 03:00
            0 30 2 * * ?     | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:30+02:00, 2026-03-30T02:30+02:00
            0 15,45 2 * * ?  | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:15+02:00, 2026-03-29T03:45+02:00, 2026-03-30T02:15+02:00
            0 30 2,3 * * ?   | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:30+02:00, 2026-03-30T02:30+02:00, 2026-03-30T03:30+02:00
            0 0 3 * * ?      | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00, 2026-03-30T03:00+02:00
            0 0 2 * * ?      | Europe/Berlin       | 2026-03-28T12:00+01:00 | 2026-03-29T03:00+02:00, 2026-03-30T02:00+02:00
            0 45 2 29 3 ?    | Europe/Berlin       | 2026-01-01T00:00+01:00 | 2026-03-29T03:45+02:00, 2027-03-29T02:45+02:00
            0 0/20 * * * ?   | Europe/Berlin       | 2026-03-29T01:30+01:00 | 2026-03-29T01:40+01:00, 2026-03-29T03:00+02:00, 2026-03-29T03:20+02:00
            59 59 * * * ?    | Europe/Berlin       | 2026-03-29T01:30+01:00 | 2026-03-29T01:59:59+01:00, 2026-03-29T03:59:59+02:00
            # autumn 2026: 03:00 becomes 02:00
            0 30 2 * * ?     | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00
            0 15,45 2 * * ?  | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T02:15+02:00, 2026-10-25T02:45+02:00, 2026-10-26T02:15+01:00
            0 30 1-3 * * ?   | Europe/Berlin       | 2026-10-25T00:00+02:00 | 2026-10-25T01:30+02:00, 2026-10-25T02:30+02:00, 2026-10-25T03:30+01:00
            0 0 3 * * ?      | Europe/Berlin       | 2026-10-24T12:00+02:00 | 2026-10-25T03:00+01:00, 2026-10-26T03:00+01:00
            0 30 2 * * ?     | Europe/Berlin       | 2026-10-25T02:10+01:00 | 2026-10-26T02:30+01:00
            0 30 * * * ?     | Europe/Berlin       | 2026-10-25T01:00+02:00 | 2026-10-25T01:30+02:00, 2026-10-25T02:30+02:00, 2026-10-25T02:30+01:00, 2026-10-25T03:30+01:00
            0 0/30 * * * ?   | Europe/Berlin       | 2026-10-25T02:00+02:00 | 2026-10-25T02:30+02:00, 2026-10-25T02:00+01:00, 2026-10-25T02:30+01:00, 2026-10-25T03:00+01:00
            # America/New_York 2026
            0 30 2 * * ?     | America/New_York    | 2026-03-07T12:00-05:00 | 2026-03-08T03:30-04:00, 2026-03-09T02:30-04:00
            0 0 * * * ?      | America/New_York    | 2026-03-08T00:30-05:00 | 2026-03-08T01:00-05:00, 2026-03-08T03:00-04:00
            0 30 1 * * ?     | America/New_York    | 2026-10-31T12:00-04:00 | 2026-11-01T01:30-04:00, 2026-11-02T01:30-05:00
            0 0 * * * ?      | America/New_York    | 2026-11-01T00:30-04:00 | 2026-11-01T01:00-04:00, 2026-11-01T01:00-05:00, 2026-11-01T02:00-05:00
            # Australia/Lord_Howe 2026: by half an hour
            0 15 2 * * ?     | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:45+11:00, 2026-10-05T02:15+11:00
            0 15,40 2 * * ?  | Australia/Lord_Howe | 2026-10-03T12:00+10:30 | 2026-10-04T02:40+11:00, 2026-10-04T02:45+11:00, 2026-10-05T02:15+11:00
            0 0/10 * * * ?   | Australia/Lord_Howe | 2026-10-04T01:45+10:30 | 2026-10-04T01:50+10:30, 2026-10-04T02:30+11:00, 2026-10-04T02:40+11:00
            0 45 1 * * ?     | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:45+11:00, 2026-04-06T01:45+10:30
            0 15,45 1 * * ?  | Australia/Lord_Howe | 2026-04-04T12:00+11:00 | 2026-04-05T01:15+11:00, 2026-04-05T01:45+11:00, 2026-04-06T01:15+10:30
            0 0/15 * * * ?   | Australia/Lord_Howe | 2026-04-05T01:30+11:00 | 2026-04-05T01:45+11:00, 2026-04-05T01:30+10:30, 2026-04-05T01:45+10:30, 2026-04-05T02:00+10:30
            # Asia/Kolkata: never, and half an hour off
            0 30 2 * * ?     | Asia/Kolkata        | 2026-03-28T12:00+05:30 | 2026-03-29T02:30+05:30, 2026-03-30T02:30+05:30
            0 0 0 1 * ?      | Asia/Kolkata        | 2026-10-20T12:00+05:30 | 2026-11-01T00:00+05:30, 2026-12-01T00:00+05:30
            # A day that begins at 01:00, and one that was left out
            0 0 0 * * ?      | Africa/Cairo        | 2026-04-23T12:00+02:00 | 2026-04-24T01:00+03:00, 2026-04-25T00:00+03:00
            0 0 9 * * ?      | Pacific/Apia        | 2011-12-29T00:00-10:00 | 2011-12-29T09:00-10:00, 2011-12-31T09:00+14:00
            """)
    @DisplayName("S2 daylight saving time")
    void changes_ofTheClocks(String expression, String zone, OffsetDateTime from, String expected) {
        assertThat(firings(expression, zone, from.toInstant(), 20))
                .startsWith(Arrays.stream(expected.split(", "))
                        .map(OffsetDateTime::parse)
                        .map(OffsetDateTime::toInstant)
                        .toArray(Instant[]::new));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
            59 59 23 31 12 ? | 2026-11-01T00:00Z | 2026-12-31T23:59:59Z, 2027-12-31T23:59:59Z
            0 0 0 1 1 ?      | 2026-11-01T00:00Z | 2027-01-01T00:00Z, 2028-01-01T00:00Z
            * * * * * ?      | 2026-12-31T23:59:58Z | 2026-12-31T23:59:59Z, 2027-01-01T00:00Z, 2027-01-01T00:00:01Z
            0 0 0 29 2 ?     | 2026-11-01T00:00Z | 2028-02-29T00:00Z, 2032-02-29T00:00Z
            0 0 12 L 2 ?     | 2026-11-01T00:00Z | 2027-02-28T12:00Z, 2028-02-29T12:00Z
            0 0 12 31 * ?    | 2026-11-01T00:00Z | 2026-12-31T12:00Z, 2027-01-31T12:00Z, 2027-03-31T12:00Z
            0 0 12 27W * ?   | 2026-11-01T00:00Z | 2026-11-27T12:00Z, 2026-12-28T12:00Z, 2027-01-27T12:00Z, 2027-02-26T12:00Z
            0 0 12 LW * ?    | 2026-11-01T00:00Z | 2026-11-30T12:00Z, 2026-12-31T12:00Z, 2027-01-29T12:00Z
            0 0 12 1W * ?    | 2026-07-31T13:00Z | 2026-08-03T12:00Z, 2026-09-01T12:00Z
            0 0 12 ? * 6#5   | 2026-11-01T00:00Z | 2027-01-29T12:00Z
            0 0 12 ? * 2L    | 2026-11-01T00:00Z | 2026-11-30T12:00Z, 2026-12-28T12:00Z
            0 0 12 ? * SUN   | 2026-11-01T00:00Z | 2026-11-01T12:00Z, 2026-11-08T12:00Z
            """)
    @DisplayName("S2 ends of years, 29 February, and the forms L W #")
    void calendar_isKept(String expression, OffsetDateTime from, String expected) {
        assertThat(firings(expression, "UTC", from.toInstant(), 4))
                .startsWith(Arrays.stream(expected.split(", "))
                        .map(OffsetDateTime::parse)
                        .map(OffsetDateTime::toInstant)
                        .toArray(Instant[]::new));
    }

    @Test
    void fractionOfASecond_isNoReasonToMissTheNext() {
        assertThat(times("* * * * * ?", "UTC").after(Instant.parse("2026-11-01T00:00:00.999999Z")))
                .contains(Instant.parse("2026-11-01T00:00:01Z"));
        assertThat(times("* * * * * ?", "UTC").after(Instant.parse("2026-11-01T00:00:01.000001Z")))
                .contains(Instant.parse("2026-11-01T00:00:02Z"));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 90000", "America/New_York, 90000", "Australia/Lord_Howe, 88200", "Asia/Kolkata, 86400"})
    @DisplayName("S2 each second of a day that clocks make longer fires once")
    void eachSecondOfALongDay_firesOnce(String zone, int seconds) {
        String day = switch (zone) {
            case "Europe/Berlin" -> "2026-10-25";
            case "America/New_York" -> "2026-11-01";
            default -> "2026-04-05";
        };
        Instant midnight = LocalDate.parse(day).atStartOfDay(ZoneId.of(zone)).toInstant();
        CronTimes times = times("* * * * * ?", zone);

        Instant at = midnight.minusSeconds(1);
        for (int i = 0; i < seconds; i++) {
            Instant next = times.after(at).orElseThrow();
            assertThat(next).isEqualTo(at.plusSeconds(1));
            at = next;
        }
        assertThat(at.plusSeconds(1).atZone(ZoneId.of(zone)).toLocalTime().toSecondOfDay())
                .isZero();
    }

    private static List<Instant> firings(String expression, String zone, Instant from, int count) {
        CronTimes times = times(expression, zone);
        return Stream.iterate(times.after(from), Optional::isPresent, at -> at.flatMap(times::after))
                .limit(count)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static CronTimes times(String expression, String zone) {
        return CronTimes.of(expression, ZoneId.of(zone));
    }
}
