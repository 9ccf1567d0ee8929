package org.flotilla.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.flotilla.core.FlotillaException;

/**
 * Asks for one more transaction of purging until there is nothing left to purge. What was purged is gone, so the checkpoint is
 * only the count: a restarted step goes on counting.
 */
@Dependent
@Named("purgeReader")
public class PurgeReader extends AbstractItemReader {

    private static final int MOST = 10_000;

    private final StepContext step;

    /** How many rows one transaction deletes at most. */
    @Inject
    @BatchProperty
    private String rows;

    private Integer limit;

    @Inject
    public PurgeReader(StepContext step) {
        this.step = step;
    }

    PurgeReader(StepContext step, String rows) {
        this.step = step;
        this.rows = rows;
    }

    @Override
    public void open(Serializable checkpoint) {
        limit = limit(rows);
        step.setTransientUserData(new PurgeProgress(checkpoint == null ? 0 : (Long) checkpoint));
    }

    @Override
    public Object readItem() {
        return progress().isFinished() ? null : limit;
    }

    @Override
    public Serializable checkpointInfo() {
        return progress().deleted();
    }

    private PurgeProgress progress() {
        return (PurgeProgress) step.getTransientUserData();
    }

    private static Integer limit(String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST) {
            throw FlotillaException.invalid(
                    "The parameter rows is '" + text + "'.", "Give a number from 1 to " + MOST + ", or leave it out.");
        }
        return Integer.valueOf(text);
    }
}
