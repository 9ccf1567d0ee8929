package org.flotilla.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.util.Collection;
import org.jberet.operations.AbstractJobOperator;
import org.jberet.repository.JobExecutionSelector;
import org.jberet.spi.JobOperatorContext;

/**
 * What JBeret's repository remembers on this node of runs that ran here or were asked for (decision 0014). A restart would take
 * a run's status, steps and checkpoints from there rather than from the database, where another node, or the sweep, may have
 * changed them since; and a thread of the run that is still alive here may be changing them just now.
 */
final class Remembered {

    private Remembered() {}

    /** The next look at the run reads the database. A thread of it that is still alive keeps its own copy. */
    static void forget(long execution) {
        JobOperator operator = JobOperatorContext.getJobOperatorContext().getJobOperator();
        if (!(operator instanceof AbstractJobOperator jberet)) {
            throw new IllegalStateException("The batch runtime is not JBeret but " + operator);
        }
        jberet.getJobRepository().removeJobExecutions(new One(execution));
    }

    /** Selects one run. */
    private static final class One implements JobExecutionSelector {

        private final long execution;

        private One(long execution) {
            this.execution = execution;
        }

        @Override
        public boolean select(JobExecution candidate, Collection<Long> all) {
            return candidate.getExecutionId() == execution;
        }

        @Override
        public JobContext getJobContext() {
            return null;
        }

        @Override
        public void setJobContext(JobContext context) {
            // of no use: who selects is no batchlet
        }

        @Override
        public StepContext getStepContext() {
            return null;
        }

        @Override
        public void setStepContext(StepContext context) {
            // of no use: who selects is no batchlet
        }
    }
}
