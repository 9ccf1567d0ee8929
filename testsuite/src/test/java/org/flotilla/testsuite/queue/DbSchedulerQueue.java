package org.flotilla.testsuite.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** db-scheduler, lock-and-fetch, as its documentation advises for throughput. */
final class DbSchedulerQueue implements Contestant {

    private final OneTimeTask<Void> task = Tasks.oneTime("no-op").execute((instance, context) -> Handled.one());

    @Override
    public int tasks() {
        return 30_000;
    }

    @Override
    public void prepare(DataSource source) {
        Sql.execute(source, Sql.script(DbSchedulerQueue.class, "db-scheduler.sql"));
    }

    @Override
    public void fill(DataSource source, int tasks) {
        Sql.execute(source, "truncate table scheduled_tasks", """
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                select 'no-op', cast(gen_random_uuid() as text), clock_timestamp(), false, 1 from generate_series(1, %d)
                """.formatted(tasks));
    }

    @Override
    public String unfinished() {
        return "select 1 from scheduled_tasks limit 1";
    }

    @Override
    public List<String> tables() {
        return List.of("scheduled_tasks");
    }

    @Override
    public AutoCloseable start(DataSource source, String node) {
        Scheduler scheduler = Scheduler.create(source, task)
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(THREADS)
                .pollUsingLockAndFetch(4.0, 20.0)
                .pollingInterval(Duration.ofSeconds(1))
                .build();
        scheduler.start();
        return scheduler::stop;
    }
}
