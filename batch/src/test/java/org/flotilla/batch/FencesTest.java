package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.schedule.JobNotes;
import org.flotilla.schedule.LocalRuns;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q5, S4 the fences of runs and steps")
class FencesTest {

    private final List<String> acts = new ArrayList<>();
    private final Map<String, Object> job = new HashMap<>();
    private final Map<String, Object> step = new HashMap<>();
    private final LocalRuns localRuns = new RecordedRuns();
    private boolean owned = true;

    @Test
    void run_saysWhoseItIsBeforeAnythingElse() {
        runFence().beforeJob();

        assertThat(acts).containsExactly("here 41", "begin 41 7/3/2", "INFO Began for event 7, attempt 2.");
    }

    @Test
    @DisplayName("W4 a run is known on its node until its steps have ended, however it ends")
    void run_isKnownHereUntilItsEnd() {
        job.put("BatchStatus", BatchStatus.COMPLETED);
        owned = false;

        refused(() -> runFence().afterJob());

        assertThat(acts).containsExactly("gone 41");
    }

    @Test
    void runOfWhoLostTheEvent_doesNotEndWell() {
        owned = false;
        job.put("BatchStatus", BatchStatus.COMPLETED);

        refused(() -> runFence().afterJob());
    }

    @Test
    void failedRun_endsAsItIs() {
        owned = false;
        job.put("BatchStatus", BatchStatus.FAILED);

        assertThatCode(() -> runFence().afterJob()).doesNotThrowAnyException();
    }

    @Test
    void chunk_isCommittedForTheOwnerOnly() {
        stepFence().afterChunk();
        owned = false;

        refused(() -> stepFence().afterChunk());
    }

    @Test
    void step_neitherBeginsNorEndsWellForWhoLostTheEvent() {
        owned = false;

        refused(() -> stepFence().beforeStep());
        refused(() -> stepFence().afterStep());
    }

    @Test
    void failedStep_saysWhy() {
        owned = false;
        step.put(
                "Exception",
                new IllegalStateException(
                        "wrapped", FlotillaException.invalid("The pattern does not compile.", "Change it.")));

        stepFence().afterStep();

        assertThat(acts).containsExactly("WARN history: failed: The pattern does not compile.");
        assertThat(job).containsEntry("ExitStatus", "INVALID_INPUT: The pattern does not compile. Change it.");
    }

    @Test
    void step_saysItsResult() {
        step.put("ExitStatus", "12 deleted");

        stepFence().beforeStep();
        stepFence().afterStep();

        assertThat(acts).containsExactly("INFO history: begins.", "INFO history: ends: 12 deleted.");
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
    }

    private RunFence runFence() {
        return new RunFence(
                jobContext(),
                new Fence(this::ensureOwned, jobContext()),
                (execution, claim) -> acts.add(
                        "begin " + execution + " " + claim.event() + "/" + claim.incarnation() + "/" + claim.attempt()),
                localRuns,
                new Notes());
    }

    private StepFence stepFence() {
        step.put("StepName", "history");
        StepContext context = context(StepContext.class, step);
        return new StepFence(
                jobContext(),
                context,
                new Fence(this::ensureOwned, jobContext()),
                new StepNotes(jobContext(), context, new Notes()));
    }

    private JobContext jobContext() {
        Properties properties = new Properties();
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        properties.setProperty("flotilla.attempt", "2");
        job.put("Properties", properties);
        job.put("ExecutionId", 41L);
        return context(JobContext.class, job);
    }

    private void ensureOwned(Claim claim) {
        if (!owned) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    /** A context whose getters and setters work on a map. */
    private static <T> T context(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String property = method.getName().substring(3);
                    return method.getName().startsWith("set")
                            ? values.put(property, arguments[0])
                            : values.get(property);
                }));
    }

    private final class RecordedRuns extends LocalRuns {

        @Override
        public void began(long execution) {
            acts.add("here " + execution);
        }

        @Override
        public void ended(long execution) {
            acts.add("gone " + execution);
        }
    }

    private final class Notes implements JobNotes {

        @Override
        public void log(long execution, JobLogLine.Level level, String text) {
            acts.add(level + " " + text);
        }

        @Override
        public void progress(long execution, String name, long done, Long total) {
            acts.add("progress");
        }
    }
}
