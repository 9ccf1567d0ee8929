package org.flotilla.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.CalendarFile.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2 days of an iCalendar file")
class ICalendarDaysTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2036, 12, 31);

    private final TimeZone usual = TimeZone.getDefault();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(usual);
    }

    @Test
    void wholeDay_isADay() {
        assertThat(read(event("DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas\\, the first day"))
                        .days())
                .containsExactly(entry(LocalDate.of(2026, 12, 25), "Christmas, the first day"));
    }

    @Test
    void severalDays_areThatMany_theEndIsNone() {
        assertThat(read(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Feast"))
                        .days())
                .containsOnlyKeys(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26));
        assertThat(read(event("DTSTART;VALUE=DATE:20261224", "DURATION:P2D")).days())
                .containsOnlyKeys(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"})
    @DisplayName("S2 a day that comes each year is ten more days, whatever the zone of the node")
    void eachYear_isExpandedForTenYears(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        Content content = read(event("DTSTART;VALUE=DATE:19901003", "RRULE:FREQ=YEARLY", "SUMMARY:Unity"));

        assertThat(content.days().keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(2026, 2036)
                        .mapToObj(year -> LocalDate.of(year, 10, 3))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Los_Angeles"})
    void endsAndExceptions_count(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));

        assertThat(read(event(
                                "DTSTART;VALUE=DATE:20260101",
                                "DTEND;VALUE=DATE:20260103",
                                "RRULE:FREQ=YEARLY;UNTIL=20290101",
                                "EXDATE;VALUE=DATE:20270101"))
                        .days())
                .containsOnlyKeys(
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 1, 2),
                        LocalDate.of(2028, 1, 1),
                        LocalDate.of(2028, 1, 2),
                        LocalDate.of(2029, 1, 1),
                        LocalDate.of(2029, 1, 2));
    }

    @Test
    void furtherDates_areDays() {
        assertThat(read(event("DTSTART;VALUE=DATE:20260406", "RDATE;VALUE=DATE:20270329,20280417"))
                        .days())
                .containsOnlyKeys(LocalDate.of(2026, 4, 6), LocalDate.of(2027, 3, 29), LocalDate.of(2028, 4, 17));
    }

    @Test
    void firstDayBeforeTheTime_isOneAllTheSame() {
        assertThat(read(event("DTSTART;VALUE=DATE:20240501")).days()).containsOnlyKeys(LocalDate.of(2024, 5, 1));
    }

    @Test
    void rulesOfDays_areKept() {
        assertThat(read(event("DTSTART;VALUE=DATE:20261126", "RRULE:FREQ=YEARLY;COUNT=3;BYMONTH=11;BYDAY=4TH"))
                        .days())
                .containsOnlyKeys(LocalDate.of(2026, 11, 26), LocalDate.of(2027, 11, 25), LocalDate.of(2028, 11, 23));
        assertThat(read(event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"))
                        .days())
                .containsOnlyKeys(LocalDate.of(2028, 2, 29), LocalDate.of(2032, 2, 29), LocalDate.of(2036, 2, 29));
    }

    @Test
    void eventsWithATime_andCancelledOnes_areLeftOut() {
        Content content = read(event("DTSTART:20261225T100000Z", "DTEND:20261225T110000Z", "SUMMARY:Meeting")
                + event("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED")
                + event("DTSTART;VALUE=DATE:20261226"));

        assertThat(content.days()).containsOnlyKeys(LocalDate.of(2026, 12, 26));
        assertThat(content.leftOut()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART;VALUE=DATE:20261325",
                "DTSTART;VALUE=DATE:20260230",
                "DTSTART;VALUE=DATE:",
                "SUMMARY:no beginning",
                "this line is none",
                "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:soon",
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=SOMETIMES",
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=HOURLY",
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:rubbish",
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nEXRULE:FREQ=YEARLY;INTERVAL=2",
                "DTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY;UNTIL=20260230",
                "DTSTART;VALUE=DATE:20261225\r\nEXDATE;VALUE=DATE:never"
            })
    @DisplayName("S2 a file with a mistake in it is refused whole")
    void brokenFile_isRefused(String lines) {
        refused(calendar(event("DTSTART;VALUE=DATE:20261226") + event(lines)), "broken");
    }

    @Test
    void whatIsNoCalendar_isRefused() {
        refused("", "no iCalendar");
        refused("day,label\n2026-12-25,Christmas\n", "no iCalendar");
        refused(calendar(""), "no events");
        String whole = calendar(event("DTSTART;VALUE=DATE:20261225"));
        refused(whole.substring(0, whole.length() - 20), "does not end");
        refused(whole.replace("END:VEVENT\r\n", ""), "broken");
    }

    @Test
    @DisplayName("S2 a calendar of 10,000 days is refused")
    void tooManyDays_areRefused() {
        String days = IntStream.range(0, 10_000)
                .mapToObj(i -> LocalDate.of(2026, 1, 1).plusDays(i).toString().replace("-", ""))
                .map(day -> event("DTSTART;VALUE=DATE:" + day))
                .collect(Collectors.joining());

        refused(calendar(days), "more than 5000 days");
        refused(calendar(event("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:99990101")), "more than 5000 days");
        refused(
                calendar(event("DTSTART;VALUE=DATE:16010101", "DURATION:P2D", "RRULE:FREQ=DAILY")
                        + event("DTSTART;VALUE=DATE:20370601", "DURATION:P2000D")),
                "more than 5000 days");
    }

    @Test
    @DisplayName("S2 rules of long ago, however many, do not keep the importer counting for hours")
    void tooManyRepetitions_areRefused() {
        String old = event("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY");

        refused(calendar(old.repeat(5)), "repeat themselves more than");
        assertThat(read(event("DTSTART;VALUE=DATE:16010101", "RRULE:FREQ=DAILY"))
                        .days())
                .containsKeys(FROM, TO);
    }

    private static Content read(String events) {
        return new ICalendarDays().read(calendar(events), FROM, TO, 5000);
    }

    private static void refused(String file, String message) {
        assertThatThrownBy(() -> new ICalendarDays().read(file, FROM, TO, 5000))
                .isInstanceOfSatisfying(FlotillaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    private static String calendar(String events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + events + "END:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }
}
