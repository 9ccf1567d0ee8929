package org.flotilla.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;

/**
 * Purges what is too old, at most as many rows in each of the step's transactions as the reader says, so that nothing is
 * locked for long. The fence is in the step's listener.
 */
abstract class PurgeWriter extends AbstractItemWriter {

    private final StepContext step;
    private final Parameters parameters;
    private final Parameter<Integer> days;
    private final StepNotes notes;
    private long total;

    PurgeWriter(StepContext step, Parameters parameters, Parameter<Integer> days, StepNotes notes) {
        this.step = step;
        this.parameters = parameters;
        this.days = days;
        this.notes = notes;
    }

    /** How many were deleted; 0: there are no more. */
    abstract int purge(Duration age, int limit);

    /** How many there are to be deleted, if that is known; else 0. */
    long count(Duration age) {
        return 0;
    }

    @Override
    public void open(Serializable checkpoint) {
        total = progress().deleted() + count(age());
        tellProgress();
    }

    @Override
    public void writeItems(List<Object> limits) {
        PurgeProgress progress = progress();
        for (Object limit : limits) {
            progress.add(purge(age(), (Integer) limit));
        }
        step.setExitStatus(progress.deleted() + " deleted");
        tellProgress();
    }

    private void tellProgress() {
        long done = progress().deleted();
        notes.progress(done, total == 0 ? null : Long.valueOf(Math.max(done, total)));
    }

    private Duration age() {
        return Duration.ofDays(parameters.get(days));
    }

    private PurgeProgress progress() {
        return (PurgeProgress) step.getTransientUserData();
    }
}
