package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedule.Kind;
import org.flotilla.schedule.TestSchedules.NoRunner;
import org.flotilla.schedule.sql.SqlCalendarStore;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.Given;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S2 keeping schedules")
class StoredSchedulesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RecordingQueue queue = new RecordingQueue();
    private final List<String> audited = new ArrayList<>();
    private final SqlCalendarStore calendars = new SqlCalendarStore(DATABASE.database());
    private final Schedules schedules = new StoredSchedules(
            new SqlScheduleStore(DATABASE.database()),
            calendars,
            new ScheduleCheck(Given.of(new NoRunner()), new Given<>(List.of()), calendars),
            queue,
            (actor, action, subject, detail) -> audited.add(actor + " " + action + " " + subject));

    @Test
    void created_isFoundWithItsNextFiring() {
        Schedule created = schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        assertThat(schedules.find("nightly")).contains(created);
        assertThat(created.enabled()).isTrue();
        assertThat(created.jobParameters()).containsEntry("depth", "2");
        assertThat(created.nextFireAt())
                .isEqualTo(schedules
                        .firings(request("nightly", "0 0 3 * * ?"), 1)
                        .get(0)
                        .at());
        assertThat(audited).containsExactly("ada schedule.create nightly");
    }

    @Test
    void takenName_isRefused() {
        schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        refused(() -> schedules.create(request("nightly", "0 0 4 * * ?"), "ada"), ErrorCode.CONFLICT);
    }

    @Test
    void update_countsTheNextFiringAnew() {
        Schedule created = schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        Schedule updated = schedules.update("nightly", request("other", "0 0 4 * * ?"), created.version(), "ada");

        assertThat(updated.name()).isEqualTo("nightly");
        assertThat(updated.version()).isEqualTo(created.version() + 1);
        assertThat(updated.nextFireAt()).isNotEqualTo(created.nextFireAt());
        refused(() -> schedules.update("nightly", request("nightly", "0 0 5 * * ?"), 1, "bob"), ErrorCode.STALE);
    }

    @Test
    void updateWithoutEnabled_leavesItOff() {
        schedules.create(new ScheduleRequest("off", Kind.INTERVAL, "60", null, "purge", null, false), "ada");

        Schedule updated = schedules.update(
                "off", new ScheduleRequest(null, Kind.INTERVAL, "90", null, "purge", null, null), 1, "ada");

        assertThat(updated.enabled()).isFalse();
    }

    @Test
    void delete_asksForTheVersion() {
        schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        refused(() -> schedules.delete("nightly", 7, "ada"), ErrorCode.STALE);
        schedules.delete("nightly", 1, "ada");

        assertThat(schedules.list()).isEmpty();
        refused(() -> schedules.delete("nightly", 1, "ada"), ErrorCode.NOT_FOUND);
    }

    @Test
    void runNow_isAnEventBesideTheFirings() {
        Schedule before = schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        schedules.runNow("nightly", "ada");
        schedules.runNow("nightly", "ada");

        assertThat(queue.requests()).hasSize(2).allMatch(request -> request.idempotencyKey() == null);
        assertThat(schedules.find("nightly")).contains(before);
    }

    @Test
    void runNowWithAKey_isOnceForTheKey() {
        schedules.create(request("nightly", "0 0 3 * * ?"), "ada");

        schedules.runNow("nightly", "7f3", "ada");

        assertThat(queue.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.idempotencyKey()).isEqualTo("run:nightly:7f3"));
        invalid("Idempotency-Key", () -> schedules.runNow("nightly", "a key", "ada"));
        invalid("Idempotency-Key", () -> schedules.runNow("nightly", "k".repeat(81), "ada"));
    }

    @Test
    void paused_firesAgainFromTheResumptionOn() {
        Schedule created = schedules.create(interval("x", "PT1H"), "ada");

        Schedule paused = schedules.pause("x", "ada");
        assertThat(paused.enabled()).isFalse();
        assertThat(schedules.firings("x", 10)).isEmpty();
        assertThat(schedules.pause("x", "ada")).isEqualTo(paused);

        Schedule resumed = schedules.resume("x", "ada");
        assertThat(resumed.enabled()).isTrue();
        assertThat(resumed.nextFireAt()).isAfter(created.nextFireAt());
        assertThat(resumed.version()).isEqualTo(created.version() + 2);
        assertThat(audited).containsExactly("ada schedule.create x", "ada schedule.pause x", "ada schedule.resume x");
    }

    @Test
    void pausedPastItsEnd_cannotBeResumed() {
        schedules.create(interval("x", "PT1H"), "ada");
        schedules.pause("x", "ada");
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("update schedule set ends_at = :end")
                        .bind("end", OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                        .execute());

        refused(() -> schedules.resume("x", "ada"), ErrorCode.CONFLICT);
    }

    @Nested
    @DisplayName("S2 each mistake is named with its field")
    class Mistakes {

        @Test
        void ofTheName() {
            invalid("name", request("a schedule", "0 0 3 * * ?"));
            invalid("name", request("firings", "0 0 3 * * ?"));
        }

        @ParameterizedTest
        @CsvSource({
            "CRON, never",
            "CRON, 0 0 3 1 1 ? 2020",
            "CRON, 0 0 0 30 2 ?",
            "CRON, 0 0 0 31 4 ?",
            "CRON, 0 0 0 31W * ?",
            "CRON, 0 0 0 28W 2 ?",
            "CRON, 0 0 0 29 2 ? 2027",
            "INTERVAL, 0",
            "INTERVAL, -5",
            "INTERVAL, PT0.2S",
            "INTERVAL, P11000D",
            "INTERVAL, 99999999999999999999",
            "INTERVAL, ''"
        })
        void ofTheExpression(Kind kind, String expression) {
            invalid("expression", new ScheduleRequest("x", kind, expression, null, "purge", null, null));
        }

        @ParameterizedTest
        @CsvSource({"Mars/Phobos", "Europe/Berlln", "x y"})
        void ofTheZone(String zone) {
            invalid("timeZone", new ScheduleRequest("x", Kind.CRON, "0 0 3 * * ?", zone, "purge", null, null));
        }

        @Test
        void ofTheKindAndTheJob() {
            invalid("kind", new ScheduleRequest("x", null, "60", null, "purge", null, null));
            invalid("job", new ScheduleRequest("x", Kind.INTERVAL, "60", null, "dance", null, null));
            invalid("job", new ScheduleRequest("x", Kind.INTERVAL, "60", null, null, Map.of("a", "b"), null));
            invalid(
                    "jobParameters",
                    new ScheduleRequest("x", Kind.INTERVAL, "60", null, "purge", Map.of("flotilla.event", "7"), null));
            invalid(
                    "jobParameters",
                    new ScheduleRequest("x", Kind.INTERVAL, "60", null, "purge", Map.of("depth", " "), null));
        }

        @Test
        @DisplayName("S3 what the batch runtime could not keep, or would replace, is no value of a job parameter")
        void ofJobParametersThatTheBatchRuntimeWouldChange() {
            for (Map<String, String> parameters : List.of(
                    Map.of("folder", "#{systemProperties['user.home']}"),
                    Map.of("pattern", "regex:#{2}"),
                    Map.of("folder", "/in\u0000"),
                    Map.of("folder", "/in\n"),
                    parameters(9, 300))) {
                invalid(
                        "jobParameters",
                        new ScheduleRequest("x", Kind.INTERVAL, "60", null, "purge", parameters, null));
            }
            assertThat(schedules.create(
                            new ScheduleRequest("x", Kind.INTERVAL, "60", null, "purge", parameters(9, 250), null),
                            "ada"))
                    .isNotNull();
        }

        private static Map<String, String> parameters(int count, int length) {
            return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "x".repeat(length)));
        }

        @ParameterizedTest
        @CsvSource({
            "60,  61,   ,                     ,                     ,     jitterSeconds",
            "60,  -1,   ,                     ,                     ,     jitterSeconds",
            "P1D, 3601, ,                     ,                     ,     jitterSeconds",
            "60,  0,    tomorrow,             ,                     ,     startsAt",
            "60,  0,    2026-02-30T00:00,     ,                     ,     startsAt",
            "60,  0,    9999-01-01T00:00,     ,                     ,     startsAt",
            "60,  0,    +999999999-12-31T23:59:59-18:00, ,          ,     startsAt",
            "60,  0,    ,                     then,                 ,     endsAt",
            "60,  0,    2099-01-02T00:00,     2099-01-01T00:00,     ,     endsAt",
            "60,  0,    ,                     2020-01-01T00:00:00Z, ,     endsAt",
            "P2D, 0,    ,                     2098-01-01T00:00:00Z, none, calendar",
            "P2D, 0,    2099-01-01T00:00,     2099-01-01T00:00,     ,     "
        })
        void ofTheRest(String interval, int jitter, String starts, String ends, String calendar, String field) {
            ScheduleRequest request = new ScheduleRequest(
                    "x",
                    Kind.INTERVAL,
                    interval,
                    "Europe/Berlin",
                    "purge",
                    null,
                    null,
                    null,
                    jitter,
                    starts,
                    ends,
                    calendar);
            if (field == null) {
                assertThat(schedules.create(request, "ada").startsAt())
                        .isEqualTo(Instant.parse("2098-12-31T23:00:00Z"));
            } else {
                invalid(field, request);
            }
        }

        @Test
        void ofDatesWithoutAFiring() {
            invalid(
                    "expression",
                    new ScheduleRequest(
                            "x",
                            Kind.CRON,
                            "0 0 0 29 2 ?",
                            null,
                            "purge",
                            null,
                            null,
                            null,
                            null,
                            "2097-01-01T00:00",
                            "2103-12-31T00:00",
                            null));
        }

        @Test
        void ofCronAndJitter() {
            ScheduleRequest request = new ScheduleRequest(
                    "x", Kind.CRON, "0 0,10 3 * * ?", null, "purge", null, null, null, 601, null, null, null);

            invalid("jitterSeconds", request);
        }
    }

    @Test
    void firings_areTheNextTen_inTheZoneAndInUtc() {
        List<Firing> firings = schedules.firings(request("x", "0 0 3 * * ?"), 10);

        assertThat(firings).hasSize(10).allSatisfy(firing -> {
            assertThat(firing.local()).contains("T03:00:00+0");
            assertThat(OffsetDateTime.parse(firing.local()).toInstant()).isEqualTo(firing.at());
            assertThat(firing.timeZone()).isEqualTo("Europe/Berlin");
            assertThat(firing.dueAt()).isEqualTo(firing.at());
            assertThat(firing.skipped()).isFalse();
        });
        assertThat(schedules.firings(interval(null, "PT1H"), 10))
                .satisfies(hourly -> assertThat(Duration.between(
                                hourly.get(0).at(), hourly.get(9).at()))
                        .isEqualTo(Duration.ofHours(9)));
        invalid("count", () -> schedules.firings(interval(null, "60"), 0));
        invalid("count", () -> schedules.firings(interval(null, "60"), 101));
    }

    @Test
    void firings_onADayOfTheCalendar_areMarked() {
        calendars.insert("bank", "");
        calendars.addDays("bank", List.of(new CalendarDay(LocalDate.of(2099, 1, 2), "Berchtold")));
        ScheduleRequest request = new ScheduleRequest(
                "x",
                Kind.CRON,
                "0 30 0 * * ?",
                "Pacific/Auckland",
                "purge",
                null,
                null,
                null,
                null,
                "2099-01-01T00:00",
                null,
                "bank");
        schedules.create(request, "ada");

        List<Firing> firings = schedules.firings("x", 3);

        assertThat(firings).extracting(Firing::skipped).containsExactly(false, true, false);
        assertThat(firings).extracting(Firing::holiday).containsExactly(null, "Berchtold", null);
        assertThat(firings.get(1).local()).startsWith("2099-01-02T00:30:00+13:00");
        assertThat(schedules.firings(request, 3)).isEqualTo(firings);
    }

    private void invalid(String field, ScheduleRequest request) {
        invalid(field, () -> schedules.create(request, "ada"));
        assertThat(audited).isEmpty();
    }

    private static void invalid(String field, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(FlotillaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(e.field()).contains(field);
            assertThat(e.remedy()).isNotBlank();
        });
    }

    private static ScheduleRequest interval(String name, String interval) {
        return new ScheduleRequest(name, Kind.INTERVAL, interval, null, "purge", null, null);
    }

    private static void refused(ThrowingCallable act, ErrorCode code) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ScheduleRequest request(String name, String cron) {
        return new ScheduleRequest(name, Kind.CRON, cron, "Europe/Berlin", "purge", Map.of("depth", "2"), null);
    }
}
