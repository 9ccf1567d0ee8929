package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.queue.TaskType;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.RecordingQueue;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S1 firing of schedules")
class FireScheduleTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final RecordingQueue queue = new RecordingQueue();
    private SqlScheduleStore store;
    private FireSchedule fireSchedule;
    private Instant due;

    @BeforeEach
    void dueSchedule() {
        store = new SqlScheduleStore(DATABASE.database());
        fireSchedule = new FireSchedule(store, queue);
        due = store.now().minusSeconds(90);
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
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void longMissed_firesOnceForAll() throws Exception {
        store.move("hourly", due, due.minus(Duration.ofDays(3)));

        assertThat(fire()).isTrue();
        assertThat(fire()).isFalse();

        assertThat(store.find("hourly").orElseThrow().nextFireAt()).isAfter(store.now());
    }

    @Test
    void failedSubmission_leavesItDue() {
        FireSchedule failing = new FireSchedule(store, new RecordingQueue(request -> {
            throw new IllegalStateException("no queue today");
        }));

        assertThatThrownBy(() -> DATABASE.inTransaction(() -> failing.fire("hourly")))
                .hasMessage("no queue today");

        assertThat(store.due(10)).containsExactly("hourly");
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
    void nodeWithoutLease_firesNothing() {
        TestLease lease = TestLease.held(1);
        lease.lose();

        new FireDueSchedules(lease, store, fireSchedule).look();

        assertThat(queue.requests()).isEmpty();
    }

    @Test
    void scheduleThatCannotBeFired_doesNotKeepOthersFromIt() {
        store.insert(TestSchedules.every("broken", "whenever", due.minusSeconds(1)));

        new FireDueSchedules(TestLease.held(1), store, fireSchedule).look();

        assertThat(queue.requests())
                .extracting(request -> request.attributes().get("schedule"))
                .contains("hourly");
        assertThat(store.due(10)).containsExactly("broken");
    }

    private boolean fire() throws Exception {
        return DATABASE.inTransaction(() -> fireSchedule.fire("hourly"));
    }
}
