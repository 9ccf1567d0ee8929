package org.flotilla.schedule;

/** What a run of a job tells people while it runs (S5). Thread-safe. */
public interface JobNotes {

    /** Writes a line at once, in a transaction of its own; of each run the last 200 are kept. Cut if it is too long. */
    void log(long execution, JobLogLine.Level level, String text);

    /**
     * Tells how far a step is, in the caller's transaction, so that it stands if what was done does.
     *
     * @param total null: not known
     */
    void progress(long execution, String step, long done, Long total);
}
