package org.flotilla.test;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * What the server's datasource is to the stores: outside a transaction each statement commits by itself, inside one all
 * that a thread does uses one connection and commits or rolls back as a whole. Keeps idle connections.
 */
final class TransactionalDataSource implements DataSource {
    private static final ThreadLocal<Connection> BOUND = new ThreadLocal<>();

    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final String url;
    private final String user;
    private final String password;

    TransactionalDataSource(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Runs the work in this thread's transaction, or in a new one that ends with it. */
    <T> T inTransaction(Callable<T> work) throws Exception {
        if (BOUND.get() != null) {
            return work.call();
        }
        Connection connection = take();
        connection.setAutoCommit(false);
        BOUND.set(connection);
        try {
            T result = work.call();
            connection.commit();
            return result;
        } finally {
            BOUND.remove();
            giveBack(connection);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection transaction = BOUND.get();
        return transaction != null ? closedBy(transaction, () -> {}) : ofItsOwn(take());
    }

    /** Some callers close twice: the connection goes back once. */
    private Connection ofItsOwn(Connection connection) {
        AtomicBoolean open = new AtomicBoolean(true);
        return closedBy(connection, () -> {
            if (open.getAndSet(false)) {
                giveBack(connection);
            }
        });
    }

    private Connection take() throws SQLException {
        Connection connection = idle.pollFirst();
        return connection != null && connection.isValid(1)
                ? connection
                : DriverManager.getConnection(url, user, password);
    }

    /** Takes a connection back as new: rolled back (which after a commit is nothing), in auto-commit mode. */
    private void giveBack(Connection connection) {
        try {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                idle.addFirst(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A connection to the test database broke", e);
        }
    }

    private static Connection closedBy(Connection connection, Runnable close) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        close.run();
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String otherUser, String otherPassword) throws SQLException {
        throw new SQLFeatureNotSupportedException("The test database has one user");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // logs nothing
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the driver's own
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(TransactionalDataSource.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("Wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
