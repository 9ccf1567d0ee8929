package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.Statements;
import org.flotilla.schedule.ical.ICalendarDays;
import org.flotilla.schedule.sql.SqlCalendarStore;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S2 keeping holiday calendars")
class StoredCalendarsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String FILE = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261225
            SUMMARY:Weihnachten
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261226
            SUMMARY:Zweiter Feiertag
            END:VEVENT
            END:VCALENDAR
            """;

    private final SqlScheduleStore schedules = new SqlScheduleStore(DATABASE.database());
    private final List<String> audited = new ArrayList<>();
    private final Calendars calendars = new StoredCalendars(
            new SqlCalendarStore(DATABASE.database()),
            schedules,
            new ICalendarDays(),
            (actor, action, subject, detail) -> audited.add(actor + " " + action + " " + subject + ": " + detail));

    @Test
    void created_isFoundWithItsDaysInOrder() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-26", "2026-12-25"), "ada");

        assertThat(calendars.find("bank")).contains(created);
        assertThat(created.days())
                .extracting(CalendarDay::day)
                .containsExactly(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26));
        assertThat(calendars.list())
                .containsExactly(
                        new CalendarSummary("bank", "Holidays", 2, LocalDate.of(2026, 12, 26), 0, created.version()));
        assertThat(audited).containsExactly("ada calendar.create bank: 2 days");
    }

    @Test
    @DisplayName("S2 who reads a calendar while it is changed does not get the older days with the newer version")
    void readWhileItIsChanged_isOfOneVersion() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-25"), "ada");
        int[] statements = new int[1];
        Database slow = new Database(DATABASE.database().dataSource()) {
            @Override
            public Statements statements(Class<?> owner, String file) {
                statements[0]++;
                if (statements[0] == 2) {
                    calendars.update("bank", request(null, "2026-12-26"), created.version(), "bob");
                }
                return super.statements(owner, file);
            }
        };

        HolidayCalendar read = new SqlCalendarStore(slow).find("bank").orElseThrow();

        assertThat(statements[0]).isEqualTo(2);
        refused(
                () -> calendars.update("bank", request(null, "2026-12-25"), read.version(), "ada"),
                ErrorCode.STALE,
                null);
    }

    @Test
    void update_replacesTheDays_andAsksForTheVersion() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-25", "2026-12-26"), "ada");

        HolidayCalendar updated =
                calendars.update("bank", request(null, "2026-12-26", "2027-01-01"), created.version(), "ada");

        assertThat(updated.days())
                .extracting(CalendarDay::day)
                .containsExactly(LocalDate.of(2026, 12, 26), LocalDate.of(2027, 1, 1));
        assertThat(audited).contains("ada calendar.update bank: 1 days added, 1 removed");
        refused(() -> calendars.update("bank", request(null), created.version(), "bob"), ErrorCode.STALE, null);
    }

    @Test
    void updateWithoutDays_leavesThem() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-25"), "ada");

        HolidayCalendar updated =
                calendars.update("bank", new CalendarRequest(null, "Other", null), created.version(), "ada");

        assertThat(updated.description()).isEqualTo("Other");
        assertThat(updated.days()).isEqualTo(created.days());
    }

    @Test
    void delete_isRefusedWhileAScheduleKeepsToIt() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-25"), "ada");
        schedules.insert(TestSchedules.hourly(Misfire.SKIP, 0, null, "bank", schedules.now()));

        refused(() -> calendars.delete("bank", created.version(), "ada"), ErrorCode.CONFLICT, null);
        assertThat(calendars.list().get(0).schedules()).isOne();

        schedules.delete("hourly", 1);
        refused(() -> calendars.delete("bank", 7, "ada"), ErrorCode.STALE, null);
        calendars.delete("bank", created.version(), "ada");
        assertThat(calendars.list()).isEmpty();
    }

    @Test
    void importedFile_addsItsDays_andKeepsWhatIsThere() {
        HolidayCalendar created = calendars.create(request("bank", "2026-12-25"), "ada");

        CalendarImport done = calendars.addDays("bank", bytes(FILE), "ada");

        assertThat(done).isEqualTo(new CalendarImport(1, 1, 0, 2, created.version() + 1));
        assertThat(calendars.find("bank").orElseThrow().days())
                .containsExactly(
                        new CalendarDay(LocalDate.of(2026, 12, 25), "day"),
                        new CalendarDay(LocalDate.of(2026, 12, 26), "Zweiter Feiertag"));
    }

    @Test
    void importedBeyondTheMost_isRefusedWhole() {
        calendars.create(request("bank", days(LocalDate.of(2030, 1, 1), Calendars.MOST_DAYS - 1)), "ada");

        refused(
                () -> DATABASE.transact(() -> calendars.addDays("bank", bytes(FILE), "ada")),
                ErrorCode.INVALID_INPUT,
                null);

        assertThat(calendars.find("bank").orElseThrow().days()).hasSize(Calendars.MOST_DAYS - 1);
    }

    @Test
    void mistakes_areNamedWithTheirField() {
        refused(() -> calendars.create(request("Bank Holidays"), "ada"), ErrorCode.INVALID_INPUT, "name");
        refused(() -> calendars.create(request("bank", "25.12.2026"), "ada"), ErrorCode.INVALID_INPUT, "days");
        refused(() -> calendars.create(request("bank", "2026-02-29"), "ada"), ErrorCode.INVALID_INPUT, "days");
        refused(
                () -> calendars.create(request("bank", "2026-12-25", "2026-12-25"), "ada"),
                ErrorCode.INVALID_INPUT,
                "days");
        refused(
                () -> calendars.create(request("bank", days(LocalDate.of(2026, 1, 1), 10_000)), "ada"),
                ErrorCode.INVALID_INPUT,
                "days");
        refused(
                () -> calendars.create(new CalendarRequest("bank", "x".repeat(201), null), "ada"),
                ErrorCode.INVALID_INPUT,
                "description");
        calendars.create(request("bank"), "ada");
        refused(() -> calendars.addDays("bank", new byte[] {(byte) 0xFF}, "ada"), ErrorCode.INVALID_INPUT, null);
        refused(
                () -> calendars.addDays("bank", new byte[Calendars.MOST_BYTES + 1], "ada"),
                ErrorCode.INVALID_INPUT,
                null);
        refused(() -> calendars.create(request("bank"), "ada"), ErrorCode.CONFLICT, "name");
        refused(() -> calendars.addDays("none", bytes(FILE), "ada"), ErrorCode.NOT_FOUND, null);
    }

    private static void refused(ThrowingCallable act, ErrorCode code, String field) {
        assertThatThrownBy(act).isInstanceOfSatisfying(FlotillaException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.field().orElse(null)).isEqualTo(field);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String[] days(LocalDate first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> first.plusDays(i).toString())
                .toArray(String[]::new);
    }

    private static CalendarRequest request(String name, String... days) {
        return new CalendarRequest(
                name,
                "Holidays",
                List.of(days).stream()
                        .map(day -> new CalendarRequest.Day(day, "day"))
                        .toList());
    }
}
