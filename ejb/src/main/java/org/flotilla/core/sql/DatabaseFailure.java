package org.flotilla.core.sql;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells a database that cannot be reached, is busy or gave up, from one that understood what it was told and would refuse it
 * again: values ({@link RefusedStatement}), or a statement that is wrong.
 */
public final class DatabaseFailure {

    /** Class of SQLSTATE: syntax error, or no such thing. */
    private static final String WRONG_STATEMENT = "42";

    /** What SQL Server gives no class of its own: syntax, no such column, no such table. */
    private static final Set<Integer> SQL_SERVER_WRONG_STATEMENTS = Set.of(102, 207, 208);

    /**
     * What passes on SQL Server: no more locks, victim of a deadlock, lock timeout, the row was changed since. With
     * {@code xopenStates} its driver gives them the state of a wrong statement.
     */
    private static final Set<Integer> SQL_SERVER_PASSING = Set.of(1204, 1205, 1222, 3960);

    private DatabaseFailure() {}

    /** Whether what was thrown comes from a database that failed, or from a transaction that it did not commit. */
    public static boolean caused(Throwable thrown) {
        if (RefusedStatement.caused(thrown)) {
            return false;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return !isWrongStatement(failure);
            }
            if (isTransactionsEnd(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrongStatement(SQLException failure) {
        if (SQL_SERVER_PASSING.contains(failure.getErrorCode())) {
            return false;
        }
        String state = failure.getSQLState();
        return (state != null && state.startsWith(WRONG_STATEMENT))
                || SQL_SERVER_WRONG_STATEMENTS.contains(failure.getErrorCode());
    }

    private static boolean isTransactionsEnd(Throwable thrown) {
        return thrown instanceof RollbackException
                || thrown instanceof HeuristicMixedException
                || thrown instanceof HeuristicRollbackException
                || thrown instanceof SystemException;
    }
}
