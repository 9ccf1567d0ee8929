package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.JobExecution.Step;
import org.flotilla.test.Given;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S4 running the job of an event")
class RunJobTest {

    private final Repository repository = new Repository();
    private final RunJob runJob = new RunJob(Given.of(repository), repository, Duration.ofMillis(1));
    private final TestEvent event = new TestEvent(7, 3);

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
                .containsEntry("flotilla.schedule", "hourly");
    }

    @Test
    void nextOwner_goesOnWithTheRunOfTheOneThatDied() throws Exception {
        repository.put(41, Status.STARTED);
        repository.endsAs = Status.COMPLETED;

        runJob.handle(event);

        assertThat(repository.acts).containsExactly("restart 41");
        assertThat(repository.parameters).containsEntry("flotilla.incarnation", "3");
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

    @Test
    void stoppedByAPerson_isNotTriedAgain() {
        repository.endsAs = Status.STOPPED;

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
    void lostBeforeItBegan_startsNothing() {
        event.looksUntilLost = 0;

        assertThatThrownBy(() -> runJob.handle(event)).isInstanceOf(FlotillaException.class);

        assertThat(repository.acts).isEmpty();
    }

    /** Job repository and runner in one; a run ends at the third look at it. */
    private static final class Repository extends TestSchedules.NoRunner implements JobExecutionStore {

        private static final int LOOKS = 3;

        private final Map<Long, JobExecution> runs = new LinkedHashMap<>();
        private final List<String> acts = new ArrayList<>();
        private Map<String, String> parameters = Map.of();
        private Status endsAs;
        private int looks;

        void put(long id, Status status) {
            Step step = new Step("history", status, Instant.EPOCH, Instant.EPOCH, 1, 1, 1, "12 deleted", null);
            runs.put(
                    id,
                    new JobExecution(
                            id, "purge", status, Instant.EPOCH, Instant.EPOCH, null, parameters, List.of(step)));
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
        public List<JobExecution> list(long before, int limit) {
            return List.copyOf(runs.values());
        }

        @Override
        public Optional<JobExecution> find(long id) {
            looks++;
            if (looks == LOOKS && endsAs != null) {
                put(id, endsAs);
            }
            return Optional.ofNullable(runs.get(id));
        }

        @Override
        public Optional<JobExecution> latestOf(EventId id) {
            return runs.values().stream().reduce((first, second) -> second);
        }
    }
}
