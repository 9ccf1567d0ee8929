package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.ActionCount;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.ActionResult;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventActions;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.Submitted;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.TestSchedules.NoRunner;
import org.flotilla.test.Given;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S5 what operators do to runs of jobs")
class StoredJobsTest {

    private final List<String> acts = new ArrayList<>();
    private final Map<Long, JobExecution> runs = new LinkedHashMap<>();
    private final Map<EventId, Event> events = new HashMap<>();
    private final StoredJobs jobs = new StoredJobs(
            new Found(),
            new TestRuns(acts),
            new History(events),
            new Resubmits(),
            new ScheduleCheck(Given.of(new NoRunner()), new Given<>(List.of()), null),
            Given.of(new NoRunner()),
            (actor, action, subject, detail) -> acts.add(actor + " " + action + " " + subject));

    @Test
    void start_submitsAnEvent() {
        assertThat(jobs.start("purge", Map.of("rows", "5"), "ada").isNew()).isTrue();

        assertThat(acts).containsExactly("ada job.start purge");
    }

    @Test
    void startOfNoJob_isRefused() {
        assertThatThrownBy(() -> jobs.start("dance", Map.of(), "ada")).hasMessageContaining("no job 'dance'");
        assertThatThrownBy(() -> jobs.start("purge", Map.of("flotilla.event", "1"), "ada"))
                .hasMessageContaining("no name for a job parameter");
        assertThat(acts).isEmpty();
    }

    @Test
    void stop_isRecorded() {
        run(1, Status.STARTED);

        jobs.stop(1, "ada");

        assertThat(acts).containsExactly("stop 1", "ada job.stop 1");
    }

    @Test
    void restart_resubmitsTheEvent() {
        run(1, Status.STOPPED);
        event(EventState.DEAD);

        assertThat(jobs.restart(1, "ada").id()).isEqualTo(new EventId(8));

        assertThat(acts).containsExactly("RESUBMIT 7", "ada job.restart 1");
    }

    @Test
    void restartAndAbandon_areRefusedWithTheState() {
        run(1, Status.STARTED);
        event(EventState.DEAD);

        refused(() -> jobs.restart(1, "ada"), "Run 1 of job purge is STARTED");
        refused(() -> jobs.abandon(1, "ada"), "Run 1 of job purge is STARTED");

        assertThat(acts).isEmpty();
    }

    @Test
    void runThatAnotherWentOnFrom_isRefused() {
        run(1, Status.FAILED);
        run(2, Status.FAILED);
        event(EventState.DEAD);

        assertThatThrownBy(() -> jobs.restart(1, "ada"))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.remedy()).contains("Run 2, which is FAILED"));
    }

    @Test
    void runWhoseEventIsTriedAgain_isRefused() {
        run(1, Status.FAILED);
        event(EventState.FAILED);

        for (ThrowingCallable act : List.<ThrowingCallable>of(() -> jobs.restart(1, "a"), () -> jobs.abandon(1, "a"))) {
            assertThatThrownBy(act)
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.remedy()).contains("event 7 is FAILED"));
        }
        assertThat(acts).isEmpty();
    }

    @Test
    void abandon_isRecorded() {
        run(1, Status.FAILED);

        jobs.abandon(1, "ada");

        assertThat(acts).containsExactly("abandon 1", "ada job.abandon 1");
    }

    @Test
    void unknownRun_isNotFound() {
        assertThatThrownBy(() -> jobs.log(9))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private static void refused(ThrowingCallable act, String message) {
        assertThatThrownBy(act).isInstanceOfSatisfying(FlotillaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(e.getMessage()).contains(message);
        });
    }

    private void run(long id, Status status) {
        runs.put(id, TestSchedules.run(id, status, Map.of(JobExecution.EVENT, "7")));
    }

    private void event(EventState state) {
        events.put(new EventId(7), new TestEvent(7, 3).in(state).event());
    }

    private final class Resubmits implements EventActions {

        @Override
        public Submitted act(ActionRequest request, EventId id) {
            acts.add(request.action() + " " + id);
            return new Submitted(new EventId(8), true);
        }

        @Override
        public ActionCount count(ActionRequest request, EventFilter filter, String cursor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ActionResult act(ActionRequest request, EventFilter filter, String cursor) {
            throw new UnsupportedOperationException();
        }
    }

    /** All runs are of one chain. */
    private final class Found implements JobExecutionStore {

        @Override
        public boolean exist() {
            return true;
        }

        @Override
        public List<JobExecution> list(JobFilter filter, long before, int limit) {
            return List.copyOf(runs.values());
        }

        @Override
        public Optional<JobExecution> find(long id) {
            return Optional.ofNullable(runs.get(id));
        }

        @Override
        public Optional<Status> status(long id) {
            return find(id).map(JobExecution::status);
        }

        @Override
        public Optional<JobExecution> latestOf(EventId event) {
            return Optional.empty();
        }

        @Override
        public List<JobExecution> chain(long id) {
            return List.copyOf(runs.values());
        }

        @Override
        public List<JobLogLine> log(long id, int limit) {
            return List.of();
        }
    }
}
