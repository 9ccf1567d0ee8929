package org.flotilla.core.sql;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The external database, as the stores see it. Statements run in the caller's JTA transaction, or each in its own where
 * there is none. Thread-safe.
 */
@ApplicationScoped
public class Database {

    private final DataSource dataSource;
    private volatile Opened opened;

    /** For the container, which fills in the resource; and for CDI's proxy. */
    protected Database() {
        this.dataSource = null;
    }

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Resource(lookup = "java:/jdbc/FlotillaDS")
    private DataSource injected;

    public DataSource dataSource() {
        return dataSource == null ? injected : dataSource;
    }

    /** The product, asked for once. Fails as long as the database cannot be reached. */
    public Dialect dialect() {
        return opened().dialect;
    }

    public Jdbi jdbi() {
        return opened().jdbi;
    }

    /** The statements {@code <dialect>/<file>} beside {@code owner}. */
    public Statements statements(Class<?> owner, String file) {
        return Statements.load(owner, dialect(), file);
    }

    private Opened opened() {
        Opened present = opened;
        if (present == null) {
            present = open(dataSource());
            opened = present;
        }
        return present;
    }

    private static Opened open(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection.getMetaData().getDatabaseProductName());
            return new Opened(dialect, Jdbi.create(source));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database behind java:/jdbc/FlotillaDS cannot be reached: " + e.getMessage()
                            + ". Check its address, its password and that it is running.",
                    e);
        }
    }

    private record Opened(Dialect dialect, Jdbi jdbi) {}
}
