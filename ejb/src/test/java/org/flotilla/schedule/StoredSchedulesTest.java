package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedule.Kind;
import org.flotilla.schedule.TestSchedules.NoRunner;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.Given;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S2 keeping schedules")
class StoredSchedulesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RecordingQueue queue = new RecordingQueue();
    private final List<String> audited = new ArrayList<>();
    private final Schedules schedules = new StoredSchedules(
            new SqlScheduleStore(DATABASE.database()),
            new ScheduleCheck(Given.of(new NoRunner()), new Given<>(List.of())),
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
                        .nextFirings(request("nightly", "0 0 3 * * ?"), 1)
                        .get(0));
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
    void mistakes_areNamed() {
        invalid(request("a schedule", "0 0 3 * * ?"), "no name for a schedule");
        invalid(request("nightly", "never"), "no cron expression");
        invalid(new ScheduleRequest("x", Kind.CRON, "0 0 3 * * ?", null, "dance", null, null), "no job 'dance'");
        invalid(request("past", "0 0 3 1 1 ? 2020"), "never fires");
        Map<String, String> reserved = Map.of("flotilla.event", "7");
        invalid(
                new ScheduleRequest("x", Kind.INTERVAL, "60", null, "purge", reserved, null),
                "no name for a job parameter");
        assertThat(audited).isEmpty();
    }

    @Test
    void nextFirings_areTheNextTen() {
        ScheduleRequest hourly = new ScheduleRequest("x", Kind.INTERVAL, "PT1H", null, "purge", null, null);

        assertThat(schedules.nextFirings(hourly, 10))
                .hasSize(10)
                .satisfies(firings -> assertThat(Duration.between(firings.get(0), firings.get(9)))
                        .isEqualTo(Duration.ofHours(9)));
    }

    private void invalid(ScheduleRequest request, String message) {
        assertThatThrownBy(() -> schedules.create(request, "ada"))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining(message);
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
