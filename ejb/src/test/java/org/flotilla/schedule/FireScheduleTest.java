package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.TaskType;
import org.flotilla.schedule.sql.SqlCalendarStore;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("S1 firing of schedules")
class FireScheduleTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RecordingQueue queue = new RecordingQueue();
    private final SetParameters parameters = new SetParameters();
    private SqlScheduleStore store;
    private SqlCalendarStore calendars;
    private FireSchedule fireSchedule;
    private Instant due;

    @BeforeEach
    void dueSchedule() {
        store = new SqlScheduleStore(DATABASE.database());
        calendars = new SqlCalendarStore(DATABASE.database());
        fireSchedule = firing(queue);
        due = store.now().minusSeconds(20);
        store.insert(TestSchedules.every("hourly", "3600", due));
    }

    @Test
    void dueSchedule_becomesOneEventAndMovesOn() throws Exception {
        assertThat(fire()).isTrue();

        assertThat(queue.requests()).singleElement().satisfies(request -> {
            assertThat(request.type()).isEqualTo(TaskType.MAINTENANCE);
            assertThat(request.action()).isEqualTo("run-job");
            assertThat(request.idempotencyKey()).isEqualTo("schedule:hourly:" + due);
            assertThat(request.attributes())
                    .containsEntry("job", "purge")
                    .containsEntry("schedule", "hourly")
                    .containsEntry("firing", due.toString())
                    .containsEntry("job.depth", "1");
        });
        Schedule after = store.find("hourly").orElseThrow();
        assertThat(after.lastFireAt()).isEqualTo(due);
        assertThat(after.nextFireAt()).isEqualTo(due.plusSeconds(3600));
        assertThat(after.version()).isOne();
    }

    @Test
    void firedSchedule_isNotDue() throws Exception {
        fire();

        assertThat(fire()).isFalse();
        assertThat(store.upcoming(10)).isEmpty();
    }

    @Test
    void firing_saysByHowMuchItWasLate() throws Exception {
        fire();

        assertThat(store.find("hourly").orElseThrow().lastLateMillis()).isBetween(20_000L, 50_000L);
    }

    @Nested
    @DisplayName("S2 firings that are late")
    class Late {

        @Test
        void byLessThanTheThreshold_areRunOneByOne() throws Exception {
            replace(TestSchedules.every("hourly", "10", due.minusSeconds(20)));

            assertThat(fireAll()).isEqualTo(5);

            assertThat(keys())
                    .containsExactly(
                            key(due.minusSeconds(20)),
                            key(due.minusSeconds(10)),
                            key(due),
                            key(due.plusSeconds(10)),
                            key(due.plusSeconds(20)));
        }

        @Test
        void byMore_areRunOnce() throws Exception {
            Instant first = due.minus(Duration.ofDays(3));
            replace(TestSchedules.hourly(Misfire.RUN_ONCE, 0, null, null, first));

            assertThat(fireAll()).isOne();

            assertThat(keys()).containsExactly(key(first));
            assertThat(next()).isEqualTo(due.plus(Duration.ofHours(1)));
        }

        @Test
        void byMore_areRunAllInOrder() throws Exception {
            Instant first = due.minus(Duration.ofHours(3));
            replace(TestSchedules.hourly(Misfire.RUN_ALL, 0, null, null, first));

            assertThat(fireAll()).isEqualTo(4);

            assertThat(keys())
                    .containsExactly(key(first), key(first.plusSeconds(3600)), key(first.plusSeconds(7200)), key(due));
        }

        @Test
        void byMore_areLeftOut_andWhatIsInTimeIsNot() throws Exception {
            replace(TestSchedules.hourly(Misfire.SKIP, 0, null, null, due.minus(Duration.ofDays(3))));

            assertThat(fireAll()).isEqualTo(2);

            assertThat(keys()).containsExactly(key(due));
        }

        @ParameterizedTest
        @EnumSource(Misfire.class)
        @DisplayName("S2, S3 what was missed is remembered with what became of it, also if that is nothing")
        void byMore_areRemembered(Misfire rule) throws Exception {
            Instant first = due.minus(Duration.ofMinutes(200));
            replace(TestSchedules.hourly(rule, 0, null, null, first));

            fire();

            assertThat(missed()).containsExactly("hourly " + rule + " " + first);
        }

        @Test
        void inTime_isNothingMissed() throws Exception {
            fire();

            assertThat(missed()).isEmpty();
        }

        private List<String> missed() {
            return DATABASE.jdbi()
                    .withHandle(handle -> handle.createQuery("select schedule, misfire, firing from schedule_missed")
                            .map((row, context) -> row.getString("schedule") + " " + row.getString("misfire") + " "
                                    + row.getObject("firing", OffsetDateTime.class)
                                            .toInstant())
                            .list());
        }

        @Test
        void leftOut_isNoLastFiring() throws Exception {
            replace(TestSchedules.hourly(Misfire.SKIP, 0, null, null, due.minus(Duration.ofMinutes(200))));

            fireAll();

            assertThat(queue.requests()).isEmpty();
            assertThat(store.find("hourly").orElseThrow().lastFireAt()).isNull();
        }

        @Test
        void threshold_isSetByAParameter() throws Exception {
            parameters.set(ScheduleParameters.MISFIRE_THRESHOLD, "10");
            replace(TestSchedules.hourly(Misfire.SKIP, 0, null, null, due));

            fireAll();

            assertThat(queue.requests()).isEmpty();
        }
    }

    @Nested
    @DisplayName("S2 days on which nothing fires")
    class Holidays {

        @Test
        void dayOfTheCalendar_isSkipped() throws Exception {
            holiday(LocalDate.ofInstant(due, ZoneOffset.UTC));
            replace(TestSchedules.hourly(Misfire.RUN_ONCE, 0, null, "bank", due));

            assertThat(fire()).isTrue();

            assertThat(queue.requests()).isEmpty();
            assertThat(next()).isEqualTo(due.plusSeconds(3600));
            assertThat(store.find("hourly").orElseThrow().lastFireAt()).isNull();
        }

        @Test
        void missedHolidays_areNotMadeUpFor_butTheDayAfterIs() throws Exception {
            LocalDate day = LocalDate.ofInstant(due, ZoneOffset.UTC).minusDays(2);
            holiday(day);
            Instant first = day.atTime(1, 0).toInstant(ZoneOffset.UTC);
            replace(TestSchedules.hourly(Misfire.RUN_ONCE, 0, null, "bank", first));

            assertThat(fireAll()).isEqualTo(2);

            assertThat(keys())
                    .containsExactly(key(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
        }

        @Test
        void otherDay_fires() throws Exception {
            holiday(LocalDate.ofInstant(due, ZoneOffset.UTC).plusDays(1));
            replace(TestSchedules.hourly(Misfire.RUN_ONCE, 0, null, "bank", due));

            fire();

            assertThat(keys()).containsExactly(key(due));
        }

        private void holiday(LocalDate day) {
            calendars.insert("bank", "");
            calendars.addDays("bank", List.of(new CalendarDay(day, "a holiday")));
        }
    }

    @Test
    void jitter_movesTheFiringAndNotItsKey() throws Exception {
        Schedule spread = TestSchedules.hourly(Misfire.RUN_ONCE, 600, null, null, due);
        replace(spread);

        fire();

        Instant nominal = due.plusSeconds(3600);
        Schedule after = store.find("hourly").orElseThrow();
        assertThat(keys()).containsExactly(key(due));
        assertThat(after.nominalAt()).isEqualTo(nominal);
        assertThat(after.nextFireAt())
                .isEqualTo(FiringPlan.of(spread).due(nominal))
                .isBetween(nominal, nominal.plusSeconds(600));
    }

    @Test
    void lastFiring_endsTheSchedule() throws Exception {
        replace(TestSchedules.hourly(Misfire.RUN_ONCE, 0, due.plusSeconds(100), null, due));

        assertThat(fireAll()).isOne();

        Schedule after = store.find("hourly").orElseThrow();
        assertThat(after.enabled()).isFalse();
        assertThat(after.lastFireAt()).isEqualTo(due);
    }

    @Test
    @DisplayName("S2 a schedule that a node of the version before moved goes on from there")
    void withoutNominalMoment_theDueOneCounts() throws Exception {
        DATABASE.jdbi().useHandle(handle -> handle.execute("update schedule set nominal_at = null"));

        fire();

        assertThat(keys()).containsExactly(key(due));
    }

    @Test
    void failedSubmission_leavesItDue() {
        FireSchedule failing = firing(new RecordingQueue(request -> {
            throw new IllegalStateException("no queue today");
        }));

        assertThatThrownBy(() -> DATABASE.inTransaction(() -> failing.fire("hourly")))
                .hasMessage("no queue today");

        assertThat(store.upcoming(10)).extracting(Upcoming::name).containsExactly("hourly");
    }

    @Test
    void manyNodesAtOnce_fireItOnce() throws Exception {
        int nodes = 12;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            CyclicBarrier together = new CyclicBarrier(nodes);
            Callable<Boolean> node = () -> {
                together.await();
                return fire();
            };
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                results.add(threads.submit(node));
            }
            int fired = 0;
            for (Future<Boolean> result : results) {
                fired += result.get() ? 1 : 0;
            }
            assertThat(fired).isOne();
            assertThat(queue.requests()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("S1 many nodes that fire the same schedules as fast as they can: each moment is one event")
    void manyNodesInALongRace_fireEachMomentOnce() throws Exception {
        int schedules = 5;
        int moments = 40;
        Instant first = due.minusSeconds(moments);
        store.delete("hourly", 1);
        for (int i = 0; i < schedules; i++) {
            store.insert(TestSchedules.every("each-" + i, "1", first));
        }
        parameters.set(ScheduleParameters.MISFIRE_THRESHOLD, "86400");
        Instant end = first.plusSeconds(moments);
        Callable<Integer> node = () -> {
            int fired = 0;
            boolean open = true;
            while (open) {
                open = false;
                for (int i = 0; i < schedules; i++) {
                    String name = "each-" + i;
                    if (store.find(name).orElseThrow().nextFireAt().isBefore(end)) {
                        open = true;
                        fired += DATABASE.inTransaction(() -> fireSchedule.fire(name)) ? 1 : 0;
                    }
                }
            }
            return fired;
        };
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            int fired = 0;
            for (Future<Integer> result : threads.invokeAll(Collections.nCopies(6, node))) {
                fired += result.get();
            }
            assertThat(keys()).hasSize(fired).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(schedules * moments);
            for (int i = 0; i < schedules; i++) {
                String prefix = "schedule:each-" + i + ":";
                Instant reached = store.find("each-" + i).orElseThrow().nextFireAt();
                assertThat(keys().stream().filter(key -> key.startsWith(prefix)))
                        .hasSize((int) Duration.between(first, reached).toSeconds());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private FireSchedule firing(RecordingQueue into) {
        return new FireSchedule(store, calendars, into, parameters);
    }

    private void replace(Schedule schedule) {
        store.delete("hourly", 1);
        store.insert(schedule);
    }

    private Instant next() {
        return store.find("hourly").orElseThrow().nextFireAt();
    }

    private List<String> keys() {
        return queue.requests().stream().map(EventRequest::idempotencyKey).toList();
    }

    private static String key(Instant firing) {
        return "schedule:hourly:" + firing;
    }

    private int fireAll() throws Exception {
        int acts = 0;
        while (fire()) {
            acts++;
        }
        return acts;
    }

    private boolean fire() throws Exception {
        return DATABASE.inTransaction(() -> fireSchedule.fire("hourly"));
    }
}
