package org.flotilla.core.sql;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/**
 * The external database, as the stores see it. Statements run in the caller's JTA transaction, or each in its own where
 * there is none. Thread-safe.
 */
@ApplicationScoped
public class Database {

    private final DataSource dataSource;
    private final Map<String, Statements> read = new ConcurrentHashMap<>();
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

    /** The statements {@code <dialect>/<file>} beside {@code owner}; read once. */
    public Statements statements(Class<?> owner, String file) {
        return read.computeIfAbsent(owner.getName() + '/' + file, key -> Statements.load(owner, dialect(), file));
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
            return new Opened(dialect, jdbi(source));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database behind java:/jdbc/FlotillaDS cannot be reached: " + e.getMessage()
                            + ". Check its address, its password and that it is running.",
                    e);
        }
    }

    /** The container, or the test, begins and ends transactions: Jdbi must not. */
    private static Jdbi jdbi(DataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.setTransactionHandler(new CMTTransactionHandler());
        jdbi.configure(Handles.class, handles -> handles.setForceEndTransactions(false));
        return jdbi;
    }

    private record Opened(Dialect dialect, Jdbi jdbi) {}
}
