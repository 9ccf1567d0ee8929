package org.flotilla.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL server of our own, for the run command and the tests. Program, data, port and passwords lie below one
 * folder and are kept between runs; it listens on the loopback address only and wants a password. It writes durably
 * (fsync), because what is promised to survive a crash must be provable here. Runs as any user, also as root.
 * Not for use by several threads.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** Name of the database and of its owner. */
    public static final String NAME = "flotilla";

    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final List<String> LOGIN_RULES = List.of(
            "# Everybody needs a password; the database listens on the loopback address only.",
            "host all all 127.0.0.0/8 scram-sha-256",
            "host all all ::1/128 scram-sha-256");

    private final Path folder;
    private final Path data;
    private final int chosenPort;
    private EmbeddedPostgres server;

    /** A database below the folder, which is made when it is missing; starts nothing yet. */
    public EmbeddedDatabase(Path folder) {
        this(folder, 0);
    }

    /** @param port to listen on from now on; 0 for that of the run before, at first any that is free */
    EmbeddedDatabase(Path folder, int port) {
        this.folder = folder.toAbsolutePath().normalize();
        this.data = this.folder.resolve("data");
        this.chosenPort = port;
    }

    /** Starts the server; the first time it also makes database and user. Does nothing when it runs. */
    public void start() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            if (!Files.exists(data)) {
                prepare();
            }
            stopLeftOver(data);
            server = launch(data, superuserPassword());
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new RunFailure(
                    "The embedded PostgreSQL did not start: " + e.getMessage() + "\nIts log is " + log()
                            + ". -Dfresh starts with an empty one; -Ddatabase.url=... uses your own.",
                    e);
        }
    }

    /**
     * Makes database, user and passwords. Until then anybody may log in: it is done in a folder of another name, which a run
     * that was interrupted leaves behind, and the next one makes anew.
     */
    private void prepare() throws IOException, SQLException {
        Path unfinished = folder.resolve("data.unfinished");
        stopLeftOver(unfinished);
        Deletion.of(unfinished);
        try (EmbeddedPostgres first = launch(unfinished, "")) {
            makeDatabase(first.getPort());
            Files.write(unfinished.resolve("pg_hba.conf"), LOGIN_RULES);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private EmbeddedPostgres launch(Path where, String password) throws IOException {
        Ports.mustBeFree(port(), "the embedded database", DomainSettings.DATABASE_PORT);
        return EmbeddedPostgres.builder()
                .setDataDirectory(where)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries())
                .setPort(port())
                .setPGStartupWait(STARTUP)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(Redirect.appendTo(log().toFile()))
                .setErrorRedirector(Redirect.appendTo(log().toFile()))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "400")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("timezone", "UTC")
                .setConnectConfig("password", password)
                .start();
    }

    private File binaries() throws IOException {
        return Files.createDirectories(folder.resolve("binaries")).toFile();
    }

    private void makeDatabase(int port) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        try (Connection connection = DriverManager.getConnection(url(port, SUPERUSER), login);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password() + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            statement.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + superuserPassword() + "'");
        }
    }

    /** PostgreSQL's fast shutdown: an ordinary one would wait for clients that are left over as well. */
    private static void stopLeftOver(Path where) throws IOException {
        Optional<ProcessHandle> leftOver = process(where);
        leftOver.ifPresent(process -> ServerProcesses.signal(process, "INT"));
        Await.until(STARTUP, () -> leftOver.filter(ProcessHandle::isAlive).isEmpty());
    }

    /** The process that the folder names, if it is there and serves it. */
    private static Optional<ProcessHandle> process(Path where) throws IOException {
        Path pidFile = where.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .filter(process -> serves(process, where));
    }

    private static boolean serves(ProcessHandle process, Path where) {
        return process.info().commandLine().orElse("").contains(where.toString());
    }

    /** Stops the server; what is committed stays. Does nothing when it is not running. */
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new RunFailure("The embedded PostgreSQL did not stop; its log is " + log(), e);
            } finally {
                server = null;
            }
        }
    }

    /**
     * Ends the server as a crash does (PostgreSQL's immediate shutdown): it finishes nothing, and the next start recovers from
     * its log. Returns when it is gone.
     */
    public void crash() {
        ServerProcesses.signal(running(), "QUIT");
        stop();
    }

    /** Stops the server in its tracks: connections stay, and new ones are taken, but nothing is answered. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen server go on with what it was asked meanwhile. Does nothing to one that runs. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        ProcessHandle parent = running();
        ServerProcesses.signal(parent, signal);
        parent.children().forEach(child -> signalIfThere(child, signal));
    }

    /** A server process that serves a connection ends with it. */
    private static void signalIfThere(ProcessHandle child, String signal) {
        try {
            ServerProcesses.signal(child, signal);
        } catch (RunFailure e) {
            if (child.isAlive()) {
                throw e;
            }
        }
    }

    private ProcessHandle running() {
        try {
            return process(data).orElseThrow(() -> new RunFailure("The embedded PostgreSQL does not run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops and starts the server, as in a failover: every connection breaks. */
    public void restart() {
        stop();
        start();
    }

    /** Whether the server was started and not stopped. */
    public boolean isRunning() {
        return server != null;
    }

    /** Where it listens on the loopback address; the same in every run. */
    public int port() {
        Path file = folder.resolve("port");
        if (chosenPort > 0) {
            PrivateFile.write(file, Integer.toString(chosenPort));
        } else if (!Files.exists(file)) {
            PrivateFile.write(file, Integer.toString(Ports.anyFree()));
        }
        return Integer.parseInt(PrivateFile.read(file));
    }

    private Path log() {
        return folder.resolve("postgresql.log");
    }

    private String superuserPassword() {
        return PrivateFile.readOrCreate(folder.resolve("superuser.password"));
    }

    /** Address of the database; the same in every run. */
    public String url() {
        return url(NAME);
    }

    /** Address of another database of this server, for tests that make their own. */
    public String url(String database) {
        return url(port(), database);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return NAME;
    }

    /** The password of {@link #user()}, random, kept in a file that only its owner reads. */
    public String password() {
        return PrivateFile.readOrCreate(folder.resolve("password"));
    }

    /** A connection as the owner of the database; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    @Override
    public void close() {
        stop();
    }
}
