package org.flotilla.core.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Asks whether the database can be used, for what runs before there are beans. Waits as long as the datasource does. */
public final class DatabaseCheck {

    private static final String DATASOURCE = "java:/jdbc/FlotillaDS";
    private static final int ANSWER_SECONDS = 5;

    private DatabaseCheck() {}

    /** Why there is no connection to be had; empty when there is one. */
    @SuppressWarnings("BanJNDI") // a constant name, and there is nobody yet to inject it
    public static Optional<String> problem() {
        try {
            return problem(InitialContext.doLookup(DATASOURCE));
        } catch (NamingException e) {
            return Optional.of("there is no datasource " + DATASOURCE + " (" + e.getMessage() + ")");
        }
    }

    static Optional<String> problem(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(ANSWER_SECONDS)
                    ? Optional.empty()
                    : Optional.of("it does not answer within " + ANSWER_SECONDS + " s");
        } catch (SQLException e) {
            return Optional.of(e.getMessage());
        }
    }
}
