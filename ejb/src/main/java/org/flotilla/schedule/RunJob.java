package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventHandler;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.schedule.JobExecution.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the batch job of an event and waits for its end (S3, S4).
 *
 * <p>If an earlier owner of the event had started the job, or the event was resubmitted, its latest run goes on from its last
 * checkpoint. That is safe: the queue gave us the event only after the earlier claim was ended, and each of the job's
 * transactions checks the fence with the claim it was started under, so whatever still runs elsewhere can commit nothing
 * more (decision 0014).
 *
 * <p>Whoever does not wait any more for its event's sake stops the run, and leaves only when it has ended on this node: its
 * connection is free then, and the event's place at a site can be another's (W4). A run that does not end within ten seconds,
 * as when its partner hangs, is left behind; its fence ends it. A thread that is interrupted does not wait: its node stops.
 *
 * <p>A run is stopped by an operator, which ends the event, or by a server that shuts down, which may be another one: then the
 * run goes on later, wherever the event is claimed.
 */
@ApplicationScoped
public class RunJob implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RunJob.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private Instance<JobRunner> runners;
    private JobExecutionStore executions;
    private EarlierRuns earlierRuns;
    private SettleRuns settleRuns;
    private LocalRuns localRuns;
    private Duration lookEvery;
    private Duration longestEnd;

    /** For CDI's proxy. */
    protected RunJob() {}

    @Inject
    public RunJob(
            Instance<JobRunner> runners,
            JobExecutionStore executions,
            EarlierRuns earlierRuns,
            SettleRuns settleRuns,
            LocalRuns localRuns) {
        this(runners, executions, earlierRuns, settleRuns, localRuns, LOOK_EVERY, LONGEST_END);
    }

    RunJob(
            Instance<JobRunner> runners,
            JobExecutionStore executions,
            EarlierRuns earlierRuns,
            SettleRuns settleRuns,
            LocalRuns localRuns,
            Duration lookEvery,
            Duration longestEnd) {
        this.runners = runners;
        this.executions = executions;
        this.earlierRuns = earlierRuns;
        this.settleRuns = settleRuns;
        this.localRuns = localRuns;
        this.lookEvery = lookEvery;
        this.longestEnd = longestEnd;
    }

    @Override
    public String action() {
        return RunJobRequest.ACTION;
    }

    @Override
    public String handle(OwnedEvent event) throws InterruptedException {
        Optional<JobExecution> earlier = earlierRuns.of(event.event());
        event.ensureOwned();
        if (earlier.isPresent() && hasEndedForGood(earlier.get())) {
            return JobOutcome.of(earlier.get(), false);
        }
        if (earlier.filter(run -> wasStoppedFor(event, run)).isPresent()) {
            settleRuns.before(event, earlier.get());
            throw JobOutcome.stopped(earlier.get());
        }
        return awaitEnd(begin(event, earlier), event);
    }

    private static boolean hasEndedForGood(JobExecution run) {
        return run.status() == Status.COMPLETED || run.status() == Status.ABANDONED;
    }

    /** Somebody asked for it, and the node was lost before it could say so of the event. */
    private static boolean wasStoppedFor(OwnedEvent event, JobExecution run) {
        return run.stopWasAsked() && run.event().filter(event.id()::equals).isPresent();
    }

    private long begin(OwnedEvent event, Optional<JobExecution> earlier) {
        Map<String, String> parameters = parameters(event);
        if (earlier.isEmpty()) {
            return runner().start(event.attribute(RunJobRequest.JOB), parameters);
        }
        JobExecution before = earlier.get();
        settleRuns.before(event, before);
        long execution = runner().restart(before.id(), parameters);
        LOG.info("Event {} goes on with run {} where run {} was", event.id(), execution, before.id());
        return execution;
    }

    private static Map<String, String> parameters(OwnedEvent event) {
        Map<String, String> parameters = new LinkedHashMap<>(RunJobRequest.parameters(event.event()));
        parameters.put(JobExecution.EVENT, event.id().toString());
        parameters.put(JobExecution.INCARNATION, event.incarnation().toString());
        parameters.put(JobExecution.ATTEMPT, Integer.toString(event.claim().attempt()));
        parameters.put(JobExecution.NODE, event.node().name());
        parameters.put(JobExecution.SCHEDULE, event.event().attributes().getOrDefault(RunJobRequest.SCHEDULE, ""));
        parameters.put(JobExecution.MOMENT, RunJobRequest.moment(event.event()).toString());
        return parameters;
    }

    private String awaitEnd(long execution, OwnedEvent event) throws InterruptedException {
        boolean asked = waitFor(execution, event);
        return JobOutcome.of(find(execution), asked);
    }

    /** Returns whether somebody asked for a stop. Who does not wait any more, for whatever reason, leaves no run behind. */
    private boolean waitFor(long execution, OwnedEvent event) throws InterruptedException {
        try {
            Status status = status(execution);
            boolean stopping = false;
            boolean asked = false;
            while (!status.hasEnded()) {
                if (status == Status.STOPPING && !stopping) {
                    stopping = true;
                    asked = find(execution).stopWasAsked();
                    stop(execution);
                }
                pause();
                event.ensureOwned();
                status = status(execution);
            }
            awaitLocalEnd(execution); // its end may have been written by who settles runs
            return asked;
        } catch (RuntimeException e) {
            stop(execution);
            awaitLocalEnd(execution);
            throw e;
        } catch (InterruptedException e) {
            stop(execution);
            throw e;
        }
    }

    private void awaitLocalEnd(long execution) {
        try {
            if (!localRuns.awaitEnd(execution, longestEnd)) {
                LOG.warn("Run {} goes on, {} after its event has left it; its fence ends it", execution, longestEnd);
            }
        } catch (InterruptedException e) {
            LOG.debug("Run {} is not waited for: the node stops", execution, e);
            Thread.currentThread().interrupt();
        }
    }

    private Status status(long execution) {
        return executions.status(execution).orElseThrow(() -> FlotillaException.notFound("job run", execution));
    }

    private JobExecution find(long execution) {
        return executions.find(execution).orElseThrow(() -> FlotillaException.notFound("job run", execution));
    }

    private void pause() throws InterruptedException {
        boolean never = new CountDownLatch(1).await(lookEvery.toMillis(), TimeUnit.MILLISECONDS);
        assert !never;
    }

    /** Here, where the run's threads are: what another node asks the batch runtime for does not reach a batchlet. */
    private void stop(long execution) {
        try {
            runner().stop(execution);
        } catch (RuntimeException e) {
            LOG.debug("Run {} could not be stopped; the fence stops it", execution, e);
        }
    }

    private JobRunner runner() {
        if (!runners.isResolvable()) {
            throw new FlotillaException(
                    ErrorCode.NODE_NOT_READY,
                    "The batch module is not up on this node.",
                    "It is tried again; look into the server's log if it lasts.");
        }
        return runners.get();
    }
}
