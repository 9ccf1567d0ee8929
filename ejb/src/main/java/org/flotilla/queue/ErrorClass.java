package org.flotilla.queue;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sql.DatabaseFailure;

/** What kind of failure ended a run, and so what happens to its event (Q6). */
public enum ErrorClass {
    /** The partner or a service is away or busy: tried again with back-off. */
    PASSING(true, true),
    /** Somebody has to change something first: DEAD at once. */
    PERMANENT(false, true),
    /** Our database failed: tried again with back-off, and it counts as no attempt. */
    DATABASE(true, false),
    /** Our shared file system failed: as with the database. */
    STORAGE(true, false),
    /** This node could not do it just then: as with the database. */
    NODE(true, false),
    /** A defect of ours: tried again with back-off. */
    DEFECT(true, true),
    /** The event is not this node's any more: nothing is recorded. */
    TAKEN(false, false);

    private final boolean retried;
    private final boolean counted;

    ErrorClass(boolean retried, boolean counted) {
        this.retried = retried;
        this.counted = counted;
    }

    /** Whether the event is tried again, as long as it has attempts left. */
    public boolean isRetried() {
        return retried;
    }

    /** Whether the run was an attempt of the event: what fails on our side is not. */
    public boolean isCounted() {
        return counted;
    }

    /** The table: which code is of which class. */
    static ErrorClass of(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT,
                    BAD_CREDENTIALS,
                    PERMISSION_DENIED,
                    NOT_FOUND,
                    CONFLICT,
                    STALE,
                    PARTNER_REFUSED,
                    PARTNER_IDENTITY,
                    FILE_MISSING -> PERMANENT;
            case BUSY, UNREACHABLE, PARTNER_BUSY -> PASSING;
            case DATABASE -> DATABASE;
            case STORAGE -> STORAGE;
            case NODE_NOT_READY -> NODE;
            case INTERNAL -> DEFECT;
            case NOT_OWNER -> TAKEN;
        };
    }

    /** Of whatever a handler threw. */
    static ErrorClass of(Throwable thrown) {
        if (thrown instanceof FlotillaException failure) {
            return of(failure.code());
        }
        return DatabaseFailure.caused(thrown) ? DATABASE : DEFECT;
    }
}
