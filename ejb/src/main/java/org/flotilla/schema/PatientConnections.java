package org.flotilla.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datasource's connections, but each waits for an answer as long as a migration may take, and PostgreSQL works on it as
 * long. The datasource's own limits of some seconds are for work that another node can do as well; a migration that they cut
 * off would be cut off by each start again. A connection that is closed goes back to the pool with its usual limits.
 * Thread-safe.
 */
final class PatientConnections {

    private static final Logger LOG = LoggerFactory.getLogger(PatientConnections.class);

    private final Dialect dialect;
    private final Duration patience;

    private PatientConnections(Dialect dialect, Duration patience) {
        this.dialect = dialect;
        this.patience = patience;
    }

    static DataSource of(Database database, Duration patience) {
        PatientConnections connections = new PatientConnections(database.dialect(), patience);
        DataSource source = database.dataSource();
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection connection ? connections.patient(connection) : answer;
        });
    }

    private Connection patient(Connection connection) throws SQLException {
        int usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        execute(connection, "set statement_timeout = " + patience.toMillis());
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if ("close".equals(method.getName())) {
                limit(connection, usual);
            }
            return call(connection, method, arguments);
        });
    }

    private void limit(Connection connection, int millis) {
        try {
            if (!connection.isClosed()) {
                execute(connection, "reset statement_timeout");
                connection.setNetworkTimeout(Runnable::run, millis);
            }
        } catch (SQLException e) {
            LOG.debug("A connection is broken, and does not go back to the pool", e);
        }
    }

    /** SQL Server has no limit of its own for a statement. */
    private void execute(Connection connection, String sql) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
