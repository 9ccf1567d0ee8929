package org.flotilla.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
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

    private final DataSource connections = PatientConnections.of(DATABASE.dataSource(), Duration.ofHours(1));

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
    void failsAsItsConnectionDoes() throws SQLException {
        try (Connection connection = connections.getConnection()) {
            assertThatThrownBy(() -> connection.setTransactionIsolation(-7)).isInstanceOf(SQLException.class);
        }
    }
}
