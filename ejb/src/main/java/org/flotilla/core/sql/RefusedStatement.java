package org.flotilla.core.sql;

import java.sql.SQLException;
import java.util.Set;

/**
 * Tells values that the database understood and refused, and would refuse again, from a database that could not be reached, is
 * busy or is not set up.
 */
public final class RefusedStatement {

    /** Cardinality, data, constraint, limit exceeded. */
    private static final Set<String> CLASSES = Set.of("21", "22", "23", "54");

    /** What SQL Server gives no class of its own: text too long, failed conversion, no JSON. */
    private static final Set<Integer> SQL_SERVER_ERRORS = Set.of(2628, 8114, 13609);

    private RefusedStatement() {}

    /** Whether a refused statement is the cause of what was thrown. */
    public static boolean caused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && isRefusal(failure)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        boolean ofClass = state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
        return ofClass || SQL_SERVER_ERRORS.contains(failure.getErrorCode());
    }
}
