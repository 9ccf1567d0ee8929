package org.flotilla.schedule;

import java.time.Duration;
import java.util.List;
import org.flotilla.queue.Claim;

/**
 * What is written about runs of jobs beside the batch runtime: whose they are, and the ends of those that cannot write their
 * own any more (S4, decision 0014). Works in the caller's transaction.
 */
public interface JobRunStore {

    /** Records, before the run does anything, under which claim it was started. */
    void begin(long execution, Claim claim, String node, String schedule);

    /** Runs that have not ended although their claim holds no more: they can commit nothing. */
    List<OrphanedRun> orphans(int limit);

    /** Runs that were started and have not begun: most begin in a moment, those of a dead node never do. */
    List<OrphanedRun> strays(int limit);

    /** Remembers of the runs that have ended that they need no look any more. */
    void close();

    /** Ends a run as FAILED, or as STOPPED if an operator asked for that; false if it has ended, or its claim holds. */
    boolean settle(OrphanedRun run, String reason);

    /**
     * Makes an ended run complete, so that a restart can go on from it: its steps and partitions get the checkpoints of the
     * run before where they did not come to one of their own, and those that did not write their end get one.
     */
    void complete(long execution, String reason);

    /** Asks the run's node to stop it, and says that an operator did ({@link JobExecution#STOP_ASKED}); false if it does not run. */
    boolean requestStop(long execution);

    /** Nobody may go on from it any more; false if it neither FAILED nor STOPPED. */
    boolean abandon(long execution);

    /** Writes a line, and forgets the oldest but {@code kept}. */
    void log(long execution, String level, String text, int kept);

    /** @param total null: not known */
    void progress(long execution, String step, long done, Long total);

    /**
     * Deletes some runs that ended longer ago than {@code age}, with all that belongs to them.
     *
     * @param limit how many at most, so that no lock is held for long
     * @return how many runs were looked at; 0: there are no more
     */
    int purge(Duration age, int limit);
}
