package org.flotilla.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/**
 * Asks for one more transaction of purging until there is nothing left to purge. Its checkpoint is empty: what was
 * purged is gone, so a restarted step goes on by beginning anew.
 */
@Dependent
@Named("purgeHistoryReader")
public class PurgeHistoryReader extends AbstractItemReader {

    private final StepContext step;

    @Inject
    public PurgeHistoryReader(StepContext step) {
        this.step = step;
    }

    @Override
    public void open(Serializable checkpoint) {
        step.setTransientUserData(new PurgeProgress());
    }

    @Override
    public Object readItem() {
        PurgeProgress progress = (PurgeProgress) step.getTransientUserData();
        return progress.isFinished() ? null : PurgeHistoryWriter.ROWS;
    }
}
