package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.lang.Thread.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Event;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.test.CapturedLog;
import org.flotilla.test.Given;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("S4 running the job of an event")
class RunJobTest {

    private final Repository repository = new Repository();
    private final LocalRuns localRuns = new LocalRuns();
    private final Map<EventId, Event> history = new HashMap<>();
    private final RunJob runJob = runJob(Duration.ofHours(1));
    private final TestEvent event = new TestEvent(7, 3);

    private RunJob runJob(Duration longestEnd) {
        return new RunJob(
                Given.of(repository),
                repository,
                new EarlierRuns(repository, new History(history)),
                new SettleRuns(repository.settling()),
                localRuns,
                Duration.ofMillis(1),
                longestEnd);
    }

    @Test
    void firstOwner_startsItAndWaitsForItsEnd() throws Exception {
        repository.endsAs = Status.COMPLETED;

        assertThat(runJob.handle(event)).isEqualTo("Job purge completed as run 1; history: 12 deleted.");

        assertThat(repository.acts).containsExactly("start purge");
        assertThat(repository.parameters)
                .containsEntry("depth", "1")
                .containsEntry("flotilla.event", "7")
                .containsEntry("flotilla.incarnation", "3")
                .containsEntry("flotilla.attempt", "1")
                .containsEntry("flotilla.node", "node-1")
                .containsEntry("flotilla.schedule", "hourly")
                .containsEntry("flotilla.moment", event.event().createdAt().toString());
    }

    @Test
    void nextOwner_goesOnWithTheRunOfTheOneThatDied() throws Exception {
        repository.put(41, Status.STARTED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event);

        assertThat(repository.acts)
                .as("the run is ended, and made complete, before it is gone on from")
                .containsExactly("settle 41 of 2/1", "complete 41", "log 41", "complete 41", "restart 41");
        assertThat(repository.parameters).containsEntry("flotilla.incarnation", "3");
    }

    @Test
    void failedBefore_isMadeCompleteAndGoneOnFrom() throws Exception {
        repository.put(41, Status.FAILED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event);

        assertThat(repository.acts).containsExactly("complete 41", "restart 41");
    }

    @Test
    void lostWhileItGoesOn_restartsNothing() {
        repository.put(41, Status.STARTED);
        event.looksUntilLost = 1;

        assertThatThrownBy(() -> runJob.handle(event)).isInstanceOf(FlotillaException.class);

        assertThat(repository.acts).isEmpty();
    }

    @Test
    void resubmitted_goesOnWhereTheEventBeforeWas() throws Exception {
        history.put(new EventId(5), new TestEvent(5, 1).event());
        history.put(new EventId(6), new TestEvent(6, 1).resubmissionOf(5).event());
        repository.put(41, 5, Status.STOPPED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event.resubmissionOf(6));

        assertThat(repository.acts).containsExactly("complete 41", "restart 41");
    }

    @Test
    void resubmittedAfterItWasGivenUpOrCompleted_beginsAnew() throws Exception {
        history.put(new EventId(5), new TestEvent(5, 1).event());
        repository.put(41, 5, Status.ABANDONED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event.resubmissionOf(5));

        assertThat(repository.acts).containsExactly("start purge");
    }

    @Test
    void stopRequestedElsewhere_isPassedOnOnce() {
        repository.endsAs = Status.STOPPED;
        repository.looksUntilEnd = 6;
        repository.stopping = JobExecution.STOP_ASKED;

        assertThatThrownBy(() -> runJob.handle(event)).hasMessageContaining("stopped by an operator");

        assertThat(repository.acts).containsExactly("start purge", "stop 1");
    }

    @Test
    @DisplayName("S4 a server that is shut down stops the runs of all nodes: they go on later")
    void stopByAServer_isTriedAgainAndCountsAsNoAttempt() {
        repository.endsAs = Status.STOPPED;
        repository.looksUntilEnd = 6;
        repository.stopping = "STARTED";

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_NOT_READY));

        assertThat(repository.acts).containsExactly("start purge", "stop 1");
    }

    @Test
    @DisplayName("S5 an operator asked for a stop, and the node was lost before it stopped: nobody goes on")
    void stopAskedOfANodeThatDied_staysStopped() {
        repository.put(41, 7, Status.STOPPING, JobExecution.STOP_ASKED);

        assertThatThrownBy(() -> runJob.handle(event)).hasMessageContaining("stopped by an operator");

        assertThat(repository.acts).contains("settle 41 of 2/1").doesNotContain("restart 41");
    }

    @Test
    void stopAskedOfTheEventBefore_doesNotKeepARestartFromGoingOn() throws Exception {
        history.put(new EventId(5), new TestEvent(5, 1).event());
        repository.put(41, 5, Status.STOPPED, JobExecution.STOP_ASKED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event.resubmissionOf(5));

        assertThat(repository.acts).contains("restart 41");
    }

    @Test
    void abandonedRunOfTheEvent_isNotRunAgain() {
        repository.put(41, Status.ABANDONED);

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        e -> assertThat(e.isTransient()).isFalse());

        assertThat(repository.acts).isEmpty();
    }

    @Test
    void completedByTheOneThatDied_isNotRunAgain() throws Exception {
        repository.put(41, Status.COMPLETED);

        assertThat(runJob.handle(event)).contains("completed as run 41");

        assertThat(repository.acts).isEmpty();
    }

    @Test
    void failed_isTransient() {
        repository.endsAs = Status.FAILED;

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        e -> assertThat(e.isTransient()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"PARTNER_REFUSED", "PARTNER_IDENTITY", "UNREACHABLE", "STORAGE", "NODE_NOT_READY"})
    @DisplayName("Q6 the event of a job ends by the error that the job failed by")
    void failed_endsByTheRunsError(ErrorCode code) {
        repository.endsAs = Status.FAILED;
        repository.failure = JobFailure.text(new FlotillaException(code, "bank refused.", "Ask the bank."))
                .orElseThrow();

        assertThatThrownBy(() -> runJob.handle(event))
                .hasMessage("Job purge (run 1) failed: bank refused. Ask the bank.")
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("Q6 the event of a job has the root cause of what the job failed by")
    void failed_hasTheRootCause() {
        repository.endsAs = Status.FAILED;
        repository.failure = JobFailure.text(new FlotillaException(
                        ErrorCode.STORAGE, "It cannot be read.", "Check it.", new FileNotFoundException("/x")))
                .orElseThrow();

        assertThatThrownBy(() -> runJob.handle(event))
                .hasMessage("Job purge (run 1) failed: It cannot be read. Check it. (FileNotFoundException: /x)");
    }

    @Test
    @DisplayName("Q6 a database that failed is none of the event's attempts, a defect of ours is one")
    void failedByTheDatabase_isSaid() {
        assertThat(JobFailure.text(new SQLException("deadlock", "40P01")))
                .hasValueSatisfying(text -> assertThat(text).startsWith("DATABASE: The database failed: "));
        assertThat(JobFailure.text(new IllegalStateException("oops"))).isEmpty();
    }

    @Test
    @DisplayName("Q6 a run that another run took a file from is tried again: its event is still ours")
    void failedByAnotherRun_isTriedAgain() {
        repository.endsAs = Status.FAILED;
        repository.failure = JobFailure.text(new FlotillaException(ErrorCode.NOT_OWNER, "Taken over.", "Nothing."))
                .orElseThrow();

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    @Test
    void stoppedByAPerson_isNotTriedAgain() {
        repository.endsAs = Status.STOPPED;
        repository.looksUntilEnd = 6;
        repository.stopping = JobExecution.STOP_ASKED;

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        e -> assertThat(e.isTransient()).isFalse());
    }

    @Test
    void lostOwnership_stopsTheRun() {
        event.looksUntilLost = 3;

        assertThatThrownBy(() -> runJob.handle(event))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

        assertThat(repository.acts).containsExactly("start purge", "stop 1");
    }

    @Test
    @DisplayName(
            "S4, O2 the database fails while it is waited for: the event is tried again, and its run does not go on meanwhile")
    void databaseFails_stopsTheRun() {
        repository.failing = new IllegalStateException("The database cannot be reached");

        assertThatThrownBy(() -> runJob.handle(event)).hasMessage("The database cannot be reached");

        assertThat(repository.acts).containsExactly("start purge", "stop 1");
    }

    @Test
    @DisplayName("W4 who lost the event leaves only when the run has ended here: its connection is free then")
    void lostOwnership_isLeftWhenTheRunHasEnded() throws Exception {
        event.looksUntilLost = 3;

        assertThat(actsOfARunThatEndsLate()).containsExactly("start purge", "stop 1", "run ended", "left: NOT_OWNER");
    }

    @Test
    @DisplayName("W4 so does who finds the run's end written by somebody else, while it still goes on here")
    void settledByAnother_isLeftWhenTheRunHasEnded() throws Exception {
        repository.endsAs = Status.FAILED;

        assertThat(actsOfARunThatEndsLate()).containsExactly("start purge", "run ended", "left: INTERNAL");
    }

    /** The run's thread ends it only when nothing more is done for the event: because that is waited for, or left already. */
    private List<String> actsOfARunThatEndsLate() throws Exception {
        localRuns.began(1);
        Thread handler = new Thread(() -> repository.acts.add("left: " + codeOf(this::handled)));
        handler.start();
        await().until(() -> handler.getState() == State.TERMINATED || isWaiting(handler));
        Thread run = new Thread(() -> {
            repository.acts.add("run ended");
            localRuns.ended(1);
        });
        run.start();
        handler.join();
        run.join();
        return repository.acts;
    }

    private static boolean isWaiting(Thread handler) {
        return Stream.of(handler.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(LocalRuns.class.getName()));
    }

    private Void handled() throws InterruptedException {
        runJob.handle(event);
        return null;
    }

    private static Object codeOf(Callable<?> work) {
        try {
            return work.call();
        } catch (FlotillaException e) {
            return e.code();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @Test
    @DisplayName("W4 a run that does not end is left behind after some time, which the log tells")
    void runThatDoesNotEnd_isLeft() {
        event.looksUntilLost = 3;
        localRuns.began(1);

        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> runJob(Duration.ofMillis(1)).handle(event))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

            assertThat(log.text()).contains("Run 1 goes on");
        }
    }

    @Test
    @DisplayName("O2 who is interrupted, as its node stops, waits for no run")
    void interrupted_leavesAtOnce() throws Exception {
        localRuns.began(1);
        Thread handler = new Thread(() -> repository.acts.add("left: " + codeOf(this::handled)));
        handler.start();
        await().until(() -> repository.acts.contains("start purge"));

        handler.interrupt();
        handler.join();

        assertThat(repository.acts).containsExactly("start purge", "stop 1", "left: InterruptedException");
    }

    @Test
    @DisplayName("O2 who is interrupted while it waits for the run waits no longer, and its thread knows")
    void interruptedWhileTheRunEnds_leavesAtOnce() throws Exception {
        event.looksUntilLost = 3;
        localRuns.began(1);
        Thread handler = new Thread(() -> {
            Object code = codeOf(this::handled);
            repository.acts.add("left: " + code + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
        });
        handler.start();
        await().until(() -> isWaiting(handler));

        handler.interrupt();
        handler.join();

        assertThat(repository.acts).containsExactly("start purge", "stop 1", "left: NOT_OWNER, interrupted");
    }

    @Test
    void lostBeforeItBegan_startsNothing() {
        event.looksUntilLost = 0;

        assertThatThrownBy(() -> runJob.handle(event)).isInstanceOf(FlotillaException.class);

        assertThat(repository.acts).isEmpty();
    }

    /** Job repository and runner in one; a run ends at the third look at it. */
    private static final class Repository extends TestSchedules.NoRunner implements JobExecutionStore {

        private final Map<Long, JobExecution> runs = new LinkedHashMap<>();
        private final Map<Long, Long> events = new LinkedHashMap<>();
        private final List<String> acts = new CopyOnWriteArrayList<>();
        private Map<String, String> parameters = Map.of();
        private Status endsAs;
        private String failure;
        /** What is given as the reason of a stop; null: nobody stops it. */
        private String stopping;

        private RuntimeException failing;
        private int looksUntilEnd = 3;

        void put(long id, Status status) {
            put(id, 7, status);
        }

        void put(long id, long event, Status status) {
            put(id, event, status, null);
        }

        /** A run that was started under another claim. */
        void put(long id, long event, Status status, String reason) {
            Map<String, String> claim = Map.of(
                    JobExecution.EVENT, Long.toString(event), JobExecution.INCARNATION, "2", JobExecution.ATTEMPT, "1");
            events.put(id, event);
            runs.put(id, TestSchedules.run(id, status, reason, claim));
        }

        /** Ends what has not ended, and writes down what it is asked. */
        JobRunStore settling() {
            return new TestRuns(acts) {
                @Override
                public boolean settle(OrphanedRun run, String reason) {
                    boolean open = !runs.get(run.execution()).status().hasEnded();
                    if (open) {
                        super.settle(run, reason);
                    }
                    return open;
                }
            };
        }

        @Override
        public long start(String job, Map<String, String> given) {
            acts.add("start " + job);
            parameters = given;
            put(1, Status.STARTING);
            return 1;
        }

        @Override
        public long restart(long execution, Map<String, String> given) {
            acts.add("restart " + execution);
            parameters = given;
            put(execution + 1, Status.STARTED);
            return execution + 1;
        }

        @Override
        public void stop(long execution) {
            acts.add("stop " + execution);
        }

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
            looksUntilEnd--;
            if (failing != null && looksUntilEnd < 2) {
                throw failing;
            }
            if (stopping != null) {
                put(id, 7, Status.STOPPING, stopping);
            }
            if (looksUntilEnd <= 0 && endsAs != null) {
                put(id, 7, endsAs, failure);
            }
            return find(id).map(JobExecution::status);
        }

        @Override
        public Optional<JobExecution> latestOf(EventId id) {
            return runs.values().stream()
                    .filter(run -> events.get(run.id()) == id.value())
                    .reduce((first, second) -> second);
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
