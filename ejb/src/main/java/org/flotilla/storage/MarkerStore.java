package org.flotilla.storage;

/** What the database knows of the cluster's shared file system. Each method runs in the caller's transaction, if any. */
public interface MarkerStore {

    /**
     * @param id what the marker on the file system says; made with the database, never changed
     * @param isMarked whether a file system has been marked as this database's
     */
    record Known(String id, boolean isMarked) {}

    Known read();

    /** Like {@link #read()}, and nobody else locks or marks until the transaction's end. */
    Known lock();

    /** From now on only the marked file system is the cluster's. */
    void mark();
}
