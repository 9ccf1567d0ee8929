package org.flotilla.transfer;

/** Contents on the storage that no transfer refers to, such as those of uploads whose node died (S3). */
public interface OrphanedContents {

    /** Deletes those that are older than a day; returns how many. */
    int purge();
}
