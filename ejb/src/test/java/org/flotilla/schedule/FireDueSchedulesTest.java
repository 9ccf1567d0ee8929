package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.flotilla.core.sql.Dialect;
import org.flotilla.schedule.sql.SqlCalendarStore;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S1 a node looks for schedules that are due")
class FireDueSchedulesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RecordingQueue queue = new RecordingQueue();
    private final ManualClock clock = new ManualClock();
    private final TestLease lease = TestLease.held(1);
    private SqlScheduleStore store;
    private FireDueSchedules loop;
    private Instant now;

    @BeforeEach
    void prepare() {
        store = new SqlScheduleStore(DATABASE.database());
        loop = new FireDueSchedules(
                lease,
                store,
                new FireSchedule(store, new SqlCalendarStore(DATABASE.database()), queue, new SetParameters()),
                clock);
        now = store.now();
    }

    @Test
    void nothingSoon_isAskedAgainInASecond() {
        store.insert(TestSchedules.every("later", "3600", now.plusSeconds(3600)));

        assertThat(loop.look()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("S1 a node waits until the very moment, by the database's clock")
    void somethingSoon_isWaitedForToTheMillisecond() {
        Instant due = store.now().plusMillis(600);
        store.insert(TestSchedules.every("soon", "3600", due));

        Instant before = store.now();
        Duration pause = loop.look();
        Instant after = store.now();

        assertThat(before.plus(pause)).isBefore(due.plusMillis(6));
        assertThat(after.plus(pause)).isAfter(due);
        assertThat(queue.requests()).isEmpty();
    }

    @Test
    void whatIsDue_isFired_andTheNextIsLookedForAtOnce() {
        store.insert(TestSchedules.every("due", "3600", now.minusSeconds(5)));

        assertThat(loop.look()).isZero();

        assertThat(queue.requests()).hasSize(1);
        assertThat(loop.look()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("S2 what was missed is made up for in parts, so that other schedules get their turn")
    void manyMissedFirings_areRunInParts() {
        store.insert(missedBy(FireDueSchedules.MOST_FIRINGS + 20));

        loop.look();
        assertThat(queue.requests()).hasSize(FireDueSchedules.MOST_FIRINGS);

        loop.look();
        assertThat(queue.requests())
                .hasSizeBetween(FireDueSchedules.MOST_FIRINGS + 20, FireDueSchedules.MOST_FIRINGS + 25);
    }

    private Schedule missedBy(int hours) {
        return TestSchedules.hourly(Misfire.RUN_ALL, 0, null, null, now.minus(Duration.ofHours(hours)));
    }

    @Test
    void nodeWithoutLease_firesNothing() {
        store.insert(TestSchedules.every("due", "3600", now.minusSeconds(5)));
        lease.lose();

        assertThat(loop.look()).isEqualTo(SECOND);

        assertThat(queue.requests()).isEmpty();
    }

    @Test
    void whatAnotherNodeFires_isLeftAlone() throws Exception {
        store.insert(TestSchedules.every("due", "3600", now.minusSeconds(5)));

        DATABASE.whileHeld("update schedule set version = 2", () -> {
            Duration pause = loop.look();

            assertThat(queue.requests()).isEmpty();
            assertThat(pause)
                    .isLessThanOrEqualTo(DATABASE.dialect() == Dialect.POSTGRESQL ? Duration.ofMillis(50) : SECOND)
                    .isPositive();
        });
    }

    @Test
    void scheduleThatCannotBeFired_restsForASecond_andKeepsOthersFromNothing() {
        store.insert(TestSchedules.every("broken", "whenever", now.minusSeconds(30)));
        store.insert(TestSchedules.every("good", "3600", now.minusSeconds(5)));

        loop.look();
        assertThat(queue.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.attributes()).containsEntry("schedule", "good"));
        assertThat(loop.look()).isEqualTo(SECOND);

        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("update schedule set expression = '3600' where name = 'broken'"));
        clock.advance(SECOND);
        loop.look();
        assertThat(queue.requests()).hasSize(2);
    }

    @Test
    @DisplayName("S1 schedules that cannot be fired, however many, keep no other from it")
    void manySchedulesThatCannotBeFired_keepOthersFromNothing() {
        for (int i = 0; i < FireDueSchedules.MOST_SCHEDULES; i++) {
            store.insert(TestSchedules.every("broken-" + i, "whenever", now.minusSeconds(30)));
        }
        store.insert(TestSchedules.every("good", "3600", now.minusSeconds(5)));

        loop.look();
        loop.look();

        assertThat(queue.requests()).hasSize(1);
    }
}
