package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Ownership;

/** What runs write of themselves, in the database. */
@ApplicationScoped
public class StoredRuns implements BeginRun, JobNotes, JobRetention {

    private static final int LINES = 200;
    private static final int LONGEST_LINE = 2000;

    private final JobExecutionStore executions;
    private final JobRunStore runs;
    private final Ownership ownership;

    /** For CDI's proxy. */
    protected StoredRuns() {
        this(null, null, null);
    }

    @Inject
    public StoredRuns(JobExecutionStore executions, JobRunStore runs, Ownership ownership) {
        this.executions = executions;
        this.runs = runs;
        this.ownership = ownership;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void begin(long execution, Claim claim) {
        ownership.ensureOwned(claim);
        JobExecution run =
                executions.find(execution).orElseThrow(() -> FlotillaException.notFound("job run", execution));
        runs.begin(execution, claim, run.node(), run.schedule());
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void log(long execution, JobLogLine.Level level, String text) {
        String cut = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE - 1) + "…" : text;
        runs.log(execution, level.name(), cut, LINES);
    }

    @Override
    @Transactional(TxType.REQUIRED)
    public void progress(long execution, String step, long done, Long total) {
        runs.progress(execution, step, done, total);
    }

    @Override
    @Transactional(TxType.REQUIRED)
    public int purge(Duration age, int limit) {
        return executions.exist() ? runs.purge(age, limit) : 0;
    }
}
