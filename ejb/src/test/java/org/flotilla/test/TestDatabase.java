package org.flotilla.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.Dialect;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real database with the schema, emptied before each test (O2): {@code @RegisterExtension static final TestDatabase
 * DATABASE = new TestDatabase();}.
 *
 * <p>It is the one of {@code -Dflotilla.test.url}, {@code -Dflotilla.test.user} and {@code -Dflotilla.test.password}, else
 * an embedded PostgreSQL, started once in this JVM and stopped with it. Whatever is in the database is deleted.
 */
public final class TestDatabase implements BeforeEachCallback {
    private static final String HISTORY = "flyway_schema_history";

    /** Started and migrated on first use, once in this JVM. */
    private static final class Shared {
        private static final TransactionalDataSource SOURCE = source();
        private static final Database DATABASE = migrated(SOURCE);

        private static TransactionalDataSource source() {
            String url = System.getProperty("flotilla.test.url");
            if (url != null) {
                return new TransactionalDataSource(
                        url, System.getProperty("flotilla.test.user"), System.getProperty("flotilla.test.password"));
            }
            try {
                @SuppressWarnings("resource") // its own shutdown hook stops it
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                return new TransactionalDataSource(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
            }
        }

        private static Database migrated(DataSource source) {
            Database database = new Database(source);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration/" + database.dialect().folder())
                    .load()
                    .migrate();
            return database;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        empty();
    }

    public Database database() {
        return Shared.DATABASE;
    }

    public Jdbi jdbi() {
        return database().jdbi();
    }

    public DataSource dataSource() {
        return Shared.SOURCE;
    }

    public Dialect dialect() {
        return database().dialect();
    }

    /**
     * Runs the work in one transaction, as the container would: all statements of this thread join it, an exception rolls
     * it back. Joins the one that is under way.
     */
    public <T> T inTransaction(Callable<T> work) throws Exception {
        return Shared.SOURCE.inTransaction(work);
    }

    /** Does the work while another transaction, as of a node that hangs, holds the rows that the statement changed. */
    public void whileHeld(String change, Runnable work) throws Exception {
        try (Connection other = Shared.SOURCE.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate(change);
            work.run();
        }
    }

    /** Like {@link #inTransaction(Callable)}, without a result and without checked exceptions. */
    public void transact(Runnable work) {
        try {
            inTransaction(() -> {
                work.run();
                return null;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes all rows, but leaves the cluster's one as the migration made it. */
    public void empty() {
        List<String> tables = jdbi().withHandle(handle -> handle.createQuery(
                        "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
                                + " and table_schema in ('public', 'dbo') and table_name not in ('cluster', :history)")
                .bind("history", HISTORY)
                .mapTo(String.class)
                .list());
        if (dialect() == Dialect.POSTGRESQL) {
            execute("truncate table " + String.join(", ", tables) + " cascade");
        } else {
            deleteAll(tables);
        }
        execute("update cluster set configuration_version = 1, active_site = 'PROD', epoch = 1,"
                + (dialect() == Dialect.POSTGRESQL ? " storage_marked = false" : " storage_marked = 0"));
    }

    /** Deletes table by table; one that another still refers to gets a second round. */
    private void deleteAll(List<String> tables) {
        List<String> referredTo =
                tables.stream().filter(table -> !deleted(table)).toList();
        referredTo.forEach(table -> execute("delete from " + table));
    }

    private boolean deleted(String table) {
        try {
            execute("delete from " + table);
            return true;
        } catch (JdbiException e) {
            return false;
        }
    }

    private void execute(String sql) {
        jdbi().useHandle(handle -> handle.execute(sql));
    }
}
