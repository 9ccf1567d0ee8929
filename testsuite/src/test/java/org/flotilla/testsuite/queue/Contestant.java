package org.flotilla.testsuite.queue;

import java.util.List;
import javax.sql.DataSource;

/** A queue in the benchmark's database, with work that does nothing. Made anew in each process that needs it. */
interface Contestant {

    /** Threads that work, in each process, whoever it is. */
    int THREADS = 20;

    /** Names of all contestants; the first is measured against the others. */
    List<String> NAMES = List.of("flotilla", "db-scheduler", "jobrunr", "quartz");

    static Contestant of(String name) {
        return switch (name) {
            case "flotilla" -> new FlotillaQueue();
            case "db-scheduler" -> new DbSchedulerQueue();
            case "jobrunr" -> new JobRunrQueue();
            case "quartz" -> new QuartzQueue();
            default -> throw new IllegalArgumentException("No contestant " + name);
        };
    }

    /** How many tasks make a run of some seconds. */
    int tasks();

    /** Makes its tables. */
    void prepare(DataSource source);

    /** Empties its tables, then submits tasks that are due. */
    void fill(DataSource source, int tasks);

    /** A query that returns a row as long as a task has not ended. */
    String unfinished();

    /** Its tables. */
    List<String> tables();

    /** Begins to work; calls {@link Handled#one()} for each task. Stops when closed. */
    AutoCloseable start(DataSource source, String node) throws Exception;
}
