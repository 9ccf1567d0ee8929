package org.flotilla.pull;

import org.flotilla.core.FlotillaException;

/** Tells what concerns one file, and lets the others go on, from what ends the run. */
final class Tries {

    private Tries() {}

    /** The partner, or a home, does not want this file; the connection, the database and the storage are well. */
    static boolean isOfThisFile(FlotillaException failure) {
        return switch (failure.code()) {
            case PARTNER_REFUSED, PARTNER_BUSY, INVALID_INPUT, PERMISSION_DENIED, CONFLICT -> true;
            default -> false;
        };
    }
}
