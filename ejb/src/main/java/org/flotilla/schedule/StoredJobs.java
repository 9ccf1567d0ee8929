package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventActions;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.Submitted;

/** The runs as the shared tables have them: each node's job repository remembers outdated ones of other nodes. */
@Stateless
public class StoredJobs implements Jobs {

    private static final int LINES = 200;

    private JobExecutionStore store;
    private JobRunStore runs;
    private RunStates states;
    private EventQueue queue;
    private EventActions events;
    private ScheduleCheck check;
    private Instance<JobRunner> runners;
    private Audit audit;

    /** For the container. */
    protected StoredJobs() {}

    @Inject
    public StoredJobs(
            JobExecutionStore store,
            JobRunStore runs,
            EventQueue queue,
            EventActions events,
            ScheduleCheck check,
            Instance<JobRunner> runners,
            Audit audit) {
        this.store = store;
        this.runs = runs;
        this.states = new RunStates(store, queue);
        this.queue = queue;
        this.events = events;
        this.check = check;
        this.runners = runners;
        this.audit = audit;
    }

    @Override
    public List<String> names() {
        return List.copyOf(new TreeSet<>(runners.get().jobs()));
    }

    @Override
    public Page<JobExecution> list(JobFilter filter, String cursor, int limit) {
        List<JobExecution> found = store.list(filter, before(cursor), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<JobExecution> page = found.subList(0, limit);
        return new Page<>(page, Long.toString(page.get(limit - 1).id()));
    }

    @Override
    public Optional<JobExecution> find(long id) {
        return store.find(id);
    }

    @Override
    public Optional<JobExecution> latestOf(EventId event) {
        return store.latestOf(event);
    }

    @Override
    public List<JobExecution> restarts(long id) {
        states.existing(id);
        return store.chain(id);
    }

    @Override
    public List<JobLogLine> log(long id) {
        states.existing(id);
        return store.log(id, LINES);
    }

    @Override
    public Submitted start(String job, Map<String, String> parameters, String actor) {
        check.job(job, parameters);
        Submitted submitted = queue.submit(RunJobRequest.of(job, parameters));
        audit.record(actor, "job.start", job, "event " + submitted.id() + " " + parameters);
        return submitted;
    }

    @Override
    public void stop(long id, String actor) {
        JobExecution run = states.existing(id);
        if (!runs.requestStop(id)) {
            throw states.conflict(run, "It cannot be stopped: only one that is STARTED can.");
        }
        audit.record(actor, "job.stop", Long.toString(id), run.job());
    }

    @Override
    public Submitted restart(long id, String actor) {
        JobExecution run = states.lastThatCanGoOn(id);
        EventId event = states.endedEvent(run)
                .orElseThrow(
                        () -> states.conflict(run, "Its event is not in the history any more: start the job anew."));
        Submitted submitted = events.act(ActionRequest.of(EventAction.RESUBMIT, actor), event);
        audit.record(actor, "job.restart", Long.toString(id), run.job() + ", as event " + submitted.id());
        return submitted;
    }

    @Override
    public void abandon(long id, String actor) {
        JobExecution run = states.lastThatCanGoOn(id);
        states.endedEvent(run);
        if (!runs.abandon(id)) {
            throw states.conflict(states.existing(id), "It was changed just now: look at it again.");
        }
        audit.record(actor, "job.abandon", Long.toString(id), run.job());
    }

    private static long before(String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "'" + cursor + "' is no cursor.",
                    "Take the one that the last page gave.",
                    e);
        }
    }
}
