package org.flotilla.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datasource's connections, but each waits for an answer as long as a migration may take. The datasource's own limit of
 * some seconds is for work that another node can do as well; a migration that it cut off would be cut off by each start
 * again. A connection that is closed goes back to the pool with its usual limit. Thread-safe.
 */
final class PatientConnections {

    private static final Logger LOG = LoggerFactory.getLogger(PatientConnections.class);

    private final Duration patience;

    private PatientConnections(Duration patience) {
        this.patience = patience;
    }

    static DataSource of(DataSource source, Duration patience) {
        PatientConnections connections = new PatientConnections(patience);
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection connection ? connections.patient(connection) : answer;
        });
    }

    private Connection patient(Connection connection) throws SQLException {
        int usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if ("close".equals(method.getName())) {
                limit(connection, usual);
            }
            return call(connection, method, arguments);
        });
    }

    private static void limit(Connection connection, int millis) {
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, millis);
            }
        } catch (SQLException e) {
            LOG.debug("A connection is broken, and does not go back to the pool", e);
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
