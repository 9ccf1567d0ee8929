package org.flotilla.testsuite.queue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr's open-source edition. */
final class JobRunrQueue implements Contestant {

    @Override
    public int tasks() {
        return 8_000;
    }

    @Override
    public void prepare(DataSource source) {
        scheduler(source);
    }

    private static JobScheduler scheduler(DataSource source) {
        return JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(source))
                .initialize()
                .getJobScheduler();
    }

    @Override
    public void fill(DataSource source, int tasks) {
        Sql.execute(source, "truncate table jobrunr_jobs, jobrunr_backgroundjobservers");
        scheduler(source).enqueue(IntStream.range(0, tasks).boxed(), number -> Handled.one());
    }

    @Override
    public String unfinished() {
        return "select 1 from jobrunr_jobs where state in ('ENQUEUED', 'PROCESSING') limit 1";
    }

    @Override
    public List<String> tables() {
        return List.of("jobrunr_jobs", "jobrunr_backgroundjobservers");
    }

    @Override
    public AutoCloseable start(DataSource source, String node) {
        JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(source))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andName(node)
                        .andWorkerCount(THREADS)
                        .andPollInterval(Duration.ofSeconds(5)))
                .initialize();
        return JobRunr::destroy;
    }
}
