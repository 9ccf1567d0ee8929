package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("O2 whether the database can be used")
class DatabaseCheckTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void databaseThatAnswers_isNoProblem() {
        assertThat(DatabaseCheck.problem(DATABASE.dataSource())).isEmpty();
    }

    @Test
    void databaseThatIsAway_isOne() throws IOException {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setServerNames(new String[] {"127.0.0.1"});
        away.setPortNumbers(new int[] {closedPort()});
        assertThat(DatabaseCheck.problem(away).orElseThrow()).contains("127.0.0.1");
    }

    @Test
    void missingDatasource_isOne() {
        assertThat(DatabaseCheck.problem().orElseThrow()).contains("java:/jdbc/FlotillaDS");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
