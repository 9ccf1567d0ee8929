package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;

/** The runs as the shared tables have them: each node's job repository remembers outdated ones of other nodes. */
@Stateless
public class StoredJobs implements Jobs {

    private JobExecutionStore store;
    private Instance<JobRunner> runners;
    private Audit audit;

    /** For the container. */
    protected StoredJobs() {}

    @Inject
    public StoredJobs(JobExecutionStore store, Instance<JobRunner> runners, Audit audit) {
        this.store = store;
        this.runners = runners;
        this.audit = audit;
    }

    @Override
    public Page<JobExecution> list(String cursor, int limit) {
        List<JobExecution> found = store.list(before(cursor), limit + 1);
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
    public void stop(long id, String actor) {
        JobExecution run = store.find(id).orElseThrow(() -> FlotillaException.notFound("job run", id));
        if (run.status().hasEnded()) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT,
                    "Run " + id + " of job " + run.job() + " has ended.",
                    "There is nothing to stop.");
        }
        audit.record(actor, "job.stop", Long.toString(id), run.job());
        runners.get().stop(id);
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
