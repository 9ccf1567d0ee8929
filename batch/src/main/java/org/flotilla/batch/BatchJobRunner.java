package org.flotilla.batch;

import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of this module with the server's batch runtime. An EJB, so that it is always called in this module. */
@Stateless
@Local(JobRunner.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchJobRunner implements JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJobRunner.class);
    private static final Set<String> JOBS = Set.of("pull", "purge", "report");

    @Override
    public Set<String> jobs() {
        return JOBS;
    }

    @Override
    public long start(String job, Map<String, String> parameters) {
        if (!JOBS.contains(job)) {
            throw FlotillaException.notFound("job", job);
        }
        return operator().start(job, properties(parameters));
    }

    @Override
    public long restart(long execution, Map<String, String> parameters) {
        Remembered.forget(execution);
        return operator().restart(execution, properties(parameters));
    }

    @Override
    public void stop(long execution) {
        try {
            operator().stop(execution);
        } catch (JobExecutionNotRunningException | NoSuchJobExecutionException e) {
            LOG.debug("Run {} has nothing to stop", execution, e);
        }
    }

    private static JobOperator operator() {
        return BatchRuntime.getJobOperator();
    }

    private static Properties properties(Map<String, String> parameters) {
        Properties properties = new Properties();
        parameters.forEach(properties::setProperty);
        return properties;
    }
}
