package org.flotilla.queue;

/** The states of an event (Q2). */
public enum EventState {
    READY,
    RUNNING,
    /** Failed for a passing reason; a retry is pending at its due date. */
    FAILED,
    SUSPENDED,
    DONE,
    /** Failed for good, or its retries are exhausted. */
    DEAD,
    CANCELLED;

    /** Whether the event has ended: it is in the history, and nothing changes it any more. */
    public boolean isFinal() {
        return this == DONE || this == DEAD || this == CANCELLED;
    }
}
