package org.flotilla.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.flotilla.report.ReportPeriod.Kind;
import org.flotilla.report.ReportPeriod.Slice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S3 the period of a report")
class ReportPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T05:00:00Z, UTC, DAY, 2026-11-24, 2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z",
        "2026-11-25T00:00:00Z, UTC, DAY, 2026-11-24, 2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z",
        "2026-11-24T23:59:59.999Z, UTC, DAY, 2026-11-23, 2026-11-23T00:00:00Z, 2026-11-24T00:00:00Z",
        "2026-11-24T23:30:00Z, Europe/Berlin, DAY, 2026-11-24, 2026-11-23T23:00:00Z, 2026-11-24T23:00:00Z",
        "2026-11-25T03:00:00Z, America/New_York, DAY, 2026-11-23, 2026-11-23T05:00:00Z, 2026-11-24T05:00:00Z",
        "2027-01-01T12:00:00Z, UTC, DAY, 2026-12-31, 2026-12-31T00:00:00Z, 2027-01-01T00:00:00Z",
        "2026-11-25T05:00:00Z, UTC, WEEK, 2026-W47, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00Z, UTC, WEEK, 2026-W47, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "2027-01-04T05:00:00Z, UTC, WEEK, 2026-W53, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
        "2026-11-25T05:00:00Z, UTC, MONTH, 2026-10, 2026-10-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2024-03-31T05:00:00Z, UTC, MONTH, 2024-02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z"
    })
    void period_isTheLastThatIsOver(Instant moment, ZoneId zone, Kind kind, String label, Instant from, Instant to) {
        ReportPeriod period = ReportPeriod.before(moment, zone, kind);

        assertThat(period.label()).isEqualTo(label);
        assertThat(period.whole()).isEqualTo(new Slice(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-30T05:00:00Z, Europe/Berlin, 23, PT1H",
        "2026-10-26T05:00:00Z, Europe/Berlin, 25, PT1H",
        "2026-04-05T20:00:00Z, Australia/Lord_Howe, 25, PT30M",
        "2026-10-04T20:00:00Z, Australia/Lord_Howe, 24, PT30M",
        "2026-04-24T21:00:00Z, Africa/Cairo, 23, PT1H",
        "2026-11-25T05:00:00Z, Asia/Kolkata, 24, PT1H"
    })
    @DisplayName("S3 a day on which clocks are changed is read whole, and nothing twice")
    void slices_coverThePeriod(Instant moment, ZoneId zone, int hours, Duration last) {
        ReportPeriod period = ReportPeriod.before(moment, zone, Kind.DAY);
        List<Slice> slices = period.slices();

        assertThat(slices).hasSize(hours);
        assertThat(slices.get(0).from()).isEqualTo(period.from().toInstant());
        for (int i = 1; i < slices.size(); i++) {
            assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).to());
        }
        Slice end = slices.get(slices.size() - 1);
        assertThat(end.to()).isEqualTo(period.to().toInstant());
        assertThat(Duration.between(end.from(), end.to())).isEqualTo(last);
    }

    @Test
    void slices_ofAMonthAreItsHours() {
        assertThat(ReportPeriod.before(Instant.parse("2026-11-25T05:00:00Z"), ZoneId.of("UTC"), Kind.MONTH)
                        .slices())
                .hasSize(31 * 24);
    }
}
