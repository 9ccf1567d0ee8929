package org.flotilla.queue;

/** What kind of work an event is; the workload is directed by it (W2). */
public enum TaskType {
    /** Server-initiated incoming transfer. */
    PULL,
    /** Server-initiated outgoing transfer. */
    PUSH,
    /** Encryption or decryption. */
    PGP,
    /** Caused by a folder monitor. */
    FM_TRIGGERED,
    /** Housekeeping. */
    MAINTENANCE
}
