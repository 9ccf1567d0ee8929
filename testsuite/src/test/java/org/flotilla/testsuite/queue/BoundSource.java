package org.flotilla.testsuite.queue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.flotilla.queue.QueueEngine.Transactions;

/** Does for a pool what the server does: all that a thread does in a transaction uses one connection, and commits at its end. */
final class BoundSource implements Transactions {

    private static final ThreadLocal<Connection> BOUND = new ThreadLocal<>();

    private final DataSource pool;

    BoundSource(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public <T> T run(Callable<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            BOUND.set(unclosed(connection));
            try {
                T result = work.call();
                connection.commit();
                return result;
            } catch (Exception e) {
                connection.rollback();
                throw e;
            } finally {
                BOUND.remove();
                connection.setAutoCommit(true);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool's connections; within a transaction that of the thread. */
    DataSource source() {
        return proxy(
                DataSource.class,
                pool,
                method -> method.equals("getConnection") && BOUND.get() != null ? BOUND.get() : null);
    }

    private static Connection unclosed(Connection connection) {
        return proxy(Connection.class, connection, method -> method.equals("close") ? Boolean.TRUE : null);
    }

    private interface Instead {
        Object of(String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = instead.of(method.getName());
                    if (answer != null) {
                        return method.getReturnType() == void.class ? null : answer;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
