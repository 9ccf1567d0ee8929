package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("O2 the embedded database")
class EmbeddedDatabaseTest {

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = new EmbeddedDatabase(folder);
        database.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static String ask(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void start_madeADatabaseThatWritesDurably() throws SQLException {
        assertThat(ask("select current_user || ' ' || current_database()")).isEqualTo("flotilla flotilla");
        assertThat(ask("show fsync")).isEqualTo("on");
        assertThat(ask("show synchronous_commit")).isEqualTo("on");
        assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void connect_withAnotherPassword_isRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> DriverManager.getConnection(database.url("postgres"), "postgres", "guess"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void restart_breaksConnectionsAndKeepsDataAndAddress() throws SQLException {
        String url = database.url();
        execute("create table kept as select 42 as answer");
        try (Connection old = database.connect()) {
            database.restart();
            assertThat(old.isValid(1)).isFalse();
        }

        assertThat(database.url()).isEqualTo(url);
        assertThat(database.isRunning()).isTrue();
        assertThat(ask("select answer from kept")).isEqualTo("42");
    }

    @Test
    void crash_losesNothingThatWasCommitted() throws Exception {
        execute("create table survivor as select 3 as answer");
        try (Connection old = database.connect()) {
            database.crash();
            assertThat(old.isValid(1)).isFalse();
        }
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        database.start();

        assertThat(ask("select answer from survivor")).isEqualTo("3");
        assertThat(folder.resolve("postgresql.log")).content().contains("database system was not properly shut down");
    }

    @Test
    void freeze_answersNothingUntilItThaws() throws SQLException {
        try (Connection connection = database.connect()) {
            database.freeze();
            try {
                assertThat(connection.isValid(1)).isFalse();
            } finally {
                database.thaw();
            }
        }
        assertThat(ask("select 1")).isEqualTo("1");
    }

    @Test
    void start_whileItRuns_changesNothing() throws SQLException {
        String before = ask("select pg_postmaster_start_time()");
        database.start();

        assertThat(ask("select pg_postmaster_start_time()")).isEqualTo(before);
    }

    @Test
    void start_inTheNextRun_findsDataAndAddress() throws SQLException {
        execute("create table inherited as select 7 as answer");
        String url = database.url();
        database.close();

        database = new EmbeddedDatabase(folder);
        database.start();

        assertThat(database.url()).isEqualTo(url);
        assertThat(ask("select answer from inherited")).isEqualTo("7");
    }

    @Test
    @DisplayName(
            "O2 a first start that was interrupted is done anew by the next, and nobody gets in without a password")
    void start_afterAnInterruptedFirstStart_preparesAnew(@TempDir Path other) throws IOException, SQLException {
        Path inTheWay = Files.createDirectory(other.resolve("password"));
        try (EmbeddedDatabase interrupted = new EmbeddedDatabase(other)) {
            assertThatThrownBy(interrupted::start).isInstanceOf(UncheckedIOException.class);
        }
        Files.delete(inTheWay);

        try (EmbeddedDatabase next = new EmbeddedDatabase(other)) {
            next.start();

            assertThat(other).isDirectoryNotContaining("glob:**unfinished");
            next.connect().close();
            assertThatThrownBy(() -> DriverManager.getConnection(next.url(), next.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    @DisplayName("O5 a taken port is named, with what to do; the data need not be forgotten for that")
    void start_withATakenPort_saysWhichAndWhatToDo(@TempDir Path other) throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedDatabase refused = new EmbeddedDatabase(other, holder.getLocalPort())) {
            assertThatThrownBy(refused::start)
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("port " + holder.getLocalPort())
                    .hasMessageContaining("ss -ltnp")
                    .hasMessageContaining("-Dflotilla.port.database=")
                    .hasMessageNotContaining("-Dfresh");
        }
    }

    @Test
    void port_thatWasChosen_isKept(@TempDir Path other) {
        try (EmbeddedDatabase chosen = new EmbeddedDatabase(other, 5599);
                EmbeddedDatabase later = new EmbeddedDatabase(other)) {
            assertThat(chosen.url()).isEqualTo(later.url()).contains(":5599/");
        }
    }
}
