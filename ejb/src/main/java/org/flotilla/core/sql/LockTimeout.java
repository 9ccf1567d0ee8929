package org.flotilla.core.sql;

import java.sql.SQLException;

/** Tells a lock that another held for longer than one was ready to wait from other failures of the database. */
public final class LockTimeout {
    private static final String POSTGRESQL_STATE = "55P03";
    private static final int SQL_SERVER_ERROR = 1222;

    private LockTimeout() {}

    /** Whether a lock that could not be had in time is the cause of what was thrown. */
    public static boolean caused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure
                    && (POSTGRESQL_STATE.equals(failure.getSQLState()) || failure.getErrorCode() == SQL_SERVER_ERROR)) {
                return true;
            }
        }
        return false;
    }
}
