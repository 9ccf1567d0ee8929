package org.flotilla.transfer.sql;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.transfer.PlaceTakenException;

/** What the database answered when it was asked for the lock of a file's place: the numbers are sp_getapplock's. */
final class PlaceLock {
    private static final int TIMED_OUT = -1;
    private static final int CANCELLED = -2;
    private static final int DEADLOCK = -3;

    private PlaceLock() {}

    /** Returns if the lock is held. @throws FlotillaException DATABASE; PlaceTakenException if another has it */
    static void ensureHeld(int outcome, String path) {
        if (outcome >= 0) {
            return;
        }
        if (outcome == TIMED_OUT) {
            throw new PlaceTakenException(path, null);
        }
        throw new FlotillaException(
                ErrorCode.DATABASE,
                "'" + path + "' cannot be locked: " + reason(outcome) + " (sp_getapplock: " + outcome + ").",
                "It is tried again; if it stays, report it: files wait to be put in place.");
    }

    private static String reason(int outcome) {
        return switch (outcome) {
            case CANCELLED -> "the request was cancelled";
            case DEADLOCK -> "it was chosen to end a deadlock";
            default -> "the database refused the request, as it does when no transaction has begun";
        };
    }
}
