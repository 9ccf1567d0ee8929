package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.Resubmission;
import org.flotilla.schedule.JobExecution.Status;

/** Finds the run that an event goes on from (S4). Thread-safe. */
@ApplicationScoped
public class EarlierRuns {

    /** How many resubmissions are followed back: more than anybody makes without the job ever having begun. */
    private static final int FURTHEST = 50;

    private final JobExecutionStore executions;
    private final EventQueue queue;

    /** For CDI's proxy. */
    protected EarlierRuns() {
        this(null, null);
    }

    @Inject
    public EarlierRuns(JobExecutionStore executions, EventQueue queue) {
        this.executions = executions;
        this.queue = queue;
    }

    /**
     * The latest run of the event; if it had none, that of the event which it is the resubmission of, if there is something
     * to go on from. Empty: the job begins anew.
     */
    public Optional<JobExecution> of(Event event) {
        Optional<JobExecution> own = executions.latestOf(event.id());
        return own.isPresent() ? own : ofResubmitted(event);
    }

    private Optional<JobExecution> ofResubmitted(Event event) {
        Optional<Event> before = resubmitted(event);
        for (int i = 0; i < FURTHEST && before.isPresent(); i++) {
            Optional<JobExecution> run = executions.latestOf(before.get().id());
            if (run.isPresent()) {
                return run.filter(EarlierRuns::canGoOn);
            }
            before = resubmitted(before.get());
        }
        return Optional.empty();
    }

    private static boolean canGoOn(JobExecution run) {
        return run.status() != Status.COMPLETED && run.status() != Status.ABANDONED;
    }

    private Optional<Event> resubmitted(Event event) {
        return Optional.ofNullable(event.attributes().get(Resubmission.REFERENCE))
                .flatMap(id -> queue.find(new EventId(Long.parseLong(id))));
    }
}
