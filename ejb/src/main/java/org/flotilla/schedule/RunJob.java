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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the batch job of an event and waits for its end (S3, S4).
 *
 * <p>If an earlier owner of the event had started the job, its latest run goes on from its last checkpoint. That is safe:
 * the queue gave us the event only after the earlier incarnation was revoked, and each of the job's transactions checks
 * the fence with the incarnation it was started under, so whatever still runs elsewhere can commit nothing more.
 */
@ApplicationScoped
public class RunJob implements EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RunJob.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Instance<JobRunner> runners;
    private JobExecutionStore executions;
    private Duration lookEvery;

    /** For CDI's proxy. */
    protected RunJob() {}

    @Inject
    public RunJob(Instance<JobRunner> runners, JobExecutionStore executions) {
        this(runners, executions, LOOK_EVERY);
    }

    RunJob(Instance<JobRunner> runners, JobExecutionStore executions, Duration lookEvery) {
        this.runners = runners;
        this.executions = executions;
        this.lookEvery = lookEvery;
    }

    @Override
    public String action() {
        return RunJobRequest.ACTION;
    }

    @Override
    public String handle(OwnedEvent event) throws InterruptedException {
        Optional<JobExecution> earlier = executions.latestOf(event.id());
        event.ensureOwned();
        if (earlier.isPresent() && earlier.get().status() == JobExecution.Status.COMPLETED) {
            return JobOutcome.of(earlier.get());
        }
        return awaitEnd(begin(event, earlier), event);
    }

    private long begin(OwnedEvent event, Optional<JobExecution> earlier) {
        Map<String, String> parameters = parameters(event);
        if (earlier.isEmpty()) {
            return runner().start(event.attribute(RunJobRequest.JOB), parameters);
        }
        JobExecution.Status status = earlier.get().status();
        if (status == JobExecution.Status.ABANDONED) {
            return earlier.get().id();
        }
        long execution = runner().restart(earlier.get().id(), parameters);
        LOG.info(
                "Event {} goes on with run {} where run {} was {}",
                event.id(),
                execution,
                earlier.get().id(),
                status);
        return execution;
    }

    private static Map<String, String> parameters(OwnedEvent event) {
        Map<String, String> parameters = new LinkedHashMap<>(RunJobRequest.parameters(event.event()));
        parameters.put(JobExecution.EVENT, event.id().toString());
        parameters.put(JobExecution.INCARNATION, event.incarnation().toString());
        parameters.put(JobExecution.ATTEMPT, Integer.toString(event.claim().attempt()));
        parameters.put(JobExecution.NODE, event.node().name());
        parameters.put(JobExecution.SCHEDULE, event.event().attributes().getOrDefault(RunJobRequest.SCHEDULE, ""));
        return parameters;
    }

    private String awaitEnd(long execution, OwnedEvent event) throws InterruptedException {
        try {
            JobExecution run = find(execution);
            while (!run.status().hasEnded()) {
                pause();
                event.ensureOwned();
                run = find(execution);
            }
            return JobOutcome.of(run);
        } catch (FlotillaException e) {
            if (e.code() == ErrorCode.NOT_OWNER) {
                stop(execution);
            }
            throw e;
        } catch (InterruptedException e) {
            stop(execution);
            throw e;
        }
    }

    private JobExecution find(long execution) {
        return executions.find(execution).orElseThrow(() -> FlotillaException.notFound("job run", execution));
    }

    private void pause() throws InterruptedException {
        boolean never = new CountDownLatch(1).await(lookEvery.toMillis(), TimeUnit.MILLISECONDS);
        assert !never;
    }

    /** It could commit nothing more anyway; this only spares the work. */
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
