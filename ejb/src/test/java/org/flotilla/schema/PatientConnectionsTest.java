package org.flotilla.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("O2 a connection for a migration")
class PatientConnectionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int USUAL = 30_000;
    private static final int HOUR = 3_600_000;

    private final DataSource connections = PatientConnections.of(DATABASE.database(), Duration.ofHours(1));

    /** In a transaction the test database gives the same connection each time, as a pool of one would. */
    @Test
    void isPatient_untilItIsClosed() throws Exception {
        DATABASE.inTransaction(() -> {
            Connection pooled = DATABASE.dataSource().getConnection();
            int before = pooled.getNetworkTimeout();
            pooled.setNetworkTimeout(Runnable::run, USUAL);

            Connection patient = connections.getConnection();
            assertThat(pooled.getNetworkTimeout()).isEqualTo(HOUR);

            patient.close();
            assertThat(pooled.getNetworkTimeout()).isEqualTo(USUAL);
            pooled.setNetworkTimeout(Runnable::run, before);
            return null;
        });
    }

    @Test
    void statementsMayTakeAsLong_untilItIsClosed() throws Exception {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "SQL Server has no such limit");
        DATABASE.inTransaction(() -> {
            String usual = statementTimeout(DATABASE.dataSource().getConnection());

            Connection patient = connections.getConnection();
            assertThat(statementTimeout(patient)).isEqualTo("1h");

            patient.close();
            assertThat(statementTimeout(DATABASE.dataSource().getConnection())).isEqualTo(usual);
            return null;
        });
    }

    private static String statementTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show statement_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void failsAsItsConnectionDoes() throws SQLException {
        try (Connection connection = connections.getConnection()) {
            assertThatThrownBy(() -> connection.setTransactionIsolation(-7)).isInstanceOf(SQLException.class);
        }
    }
}
