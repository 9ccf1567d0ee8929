package org.flotilla.core.sql;

import java.sql.SQLException;

/** Tells a violated key or reference from other failures of the database: SQL states of class 23. */
public final class ConstraintViolation {
    private static final String CLASS = "23";

    private ConstraintViolation() {}

    /** Whether a violated constraint is the cause of what was thrown. */
    public static boolean caused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure
                    && failure.getSQLState() != null
                    && failure.getSQLState().startsWith(CLASS)) {
                return true;
            }
        }
        return false;
    }
}
