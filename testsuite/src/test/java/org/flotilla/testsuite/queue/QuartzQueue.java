package org.flotilla.testsuite.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Clustered Quartz with its JDBC store; 50 triggers at a time, which is faster than one. One job, a trigger for each task. */
final class QuartzQueue implements Contestant {

    private static final String SOURCE = "bench";
    private static final List<String> TABLES = List.of(
            "qrtz_simple_triggers",
            "qrtz_cron_triggers",
            "qrtz_fired_triggers",
            "qrtz_triggers",
            "qrtz_job_details",
            "qrtz_scheduler_state");

    @Override
    public int tasks() {
        return 2_000;
    }

    @Override
    public void prepare(DataSource source) {
        Sql.execute(source, Sql.script(Scheduler.class, "/org/quartz/impl/jdbcjobstore/tables_postgres.sql"));
    }

    @Override
    public void fill(DataSource source, int tasks) {
        Sql.execute(source, "truncate table " + String.join(", ", TABLES) + " cascade");
        JobDetail job = JobBuilder.newJob(NoOp.class)
                .withIdentity("no-op")
                .storeDurably()
                .build();
        Set<Trigger> triggers = new HashSet<>();
        for (int task = 0; task < tasks; task++) {
            triggers.add(TriggerBuilder.newTrigger()
                    .withIdentity("t" + task)
                    .forJob(job)
                    .startNow()
                    .build());
        }
        try {
            Scheduler scheduler = scheduler(source);
            scheduler.scheduleJobs(Map.of(job, triggers), true);
            scheduler.shutdown();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String unfinished() {
        return "select 1 from qrtz_triggers union all select 1 from qrtz_fired_triggers limit 1";
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public AutoCloseable start(DataSource source, String node) throws SchedulerException {
        Scheduler scheduler = scheduler(source);
        scheduler.start();
        return () -> scheduler.shutdown(true);
    }

    private static Scheduler scheduler(DataSource source) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(SOURCE, new Pool(source));
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
        Map.of(
                        "org.quartz.scheduler.instanceName", "bench",
                        "org.quartz.scheduler.instanceId", "AUTO",
                        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "50",
                        "org.quartz.threadPool.threadCount", Integer.toString(THREADS),
                        "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
                        "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate",
                        "org.quartz.jobStore.dataSource", SOURCE,
                        "org.quartz.jobStore.isClustered", "true",
                        "org.quartz.jobStore.acquireTriggersWithinLock", "true",
                        "org.quartz.jobStore.misfireThreshold", "3600000")
                .forEach(properties::setProperty);
        return new StdSchedulerFactory(properties).getScheduler();
    }

    /** Quartz makes it by its name. */
    public static final class NoOp implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Handled.one();
        }
    }

    private record Pool(DataSource source) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void shutdown() {
            // the benchmark closes its pool
        }

        @Override
        public void initialize() {
            // it is open
        }
    }
}
