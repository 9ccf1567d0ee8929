package org.flotilla.batch;

/** How far a purging step is: what its writer tells its reader. For one thread. */
final class PurgeProgress {

    private long deleted;
    private boolean finished;

    /** @param deleted by the runs that this one goes on from */
    PurgeProgress(long deleted) {
        this.deleted = deleted;
    }

    /** Adds what one transaction deleted: nothing means that there is no more. */
    void add(int rows) {
        deleted += rows;
        finished = rows == 0;
    }

    boolean isFinished() {
        return finished;
    }

    long deleted() {
        return deleted;
    }
}
