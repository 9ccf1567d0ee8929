package org.flotilla.run;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./mvnw -Prun}: a database, a domain of three servers with the archive deployed, a partner, and one file sent
 * through them; then it stays until Ctrl-C and stops what it started, the servers before the database. Runs in Maven's
 * own Java machine. A failure that the person can put right ends it with a message; whatever was started is stopped.
 */
public final class RunCommand {

    private static final int SERVERS = 3;
    private static final Duration START = Duration.ofMinutes(10);

    private final RunOptions options;
    private final RunFolder folder;
    private final Progress progress;
    private final Deque<Runnable> cleanups = new ArrayDeque<>();

    private RunCommand(RunOptions options, Progress progress) {
        this.options = options;
        this.folder = new RunFolder(options.folder());
        this.progress = progress;
    }

    /** Runs until interrupted. */
    public static void main(String[] arguments) throws InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Progress progress = new Progress(System.out);
        Deque<RunCommand> started = new ArrayDeque<>();
        try {
            RunCommand command = new RunCommand(RunOptions.from(System.getProperties(), System.getenv()), progress);
            started.push(command);
            Runtime.getRuntime().addShutdownHook(new Thread(command::stop, "stop"));
            command.run();
            new CountDownLatch(1).await();
        } catch (RuntimeException e) {
            progress.say("");
            progress.say("FAILED: " + message(e));
            System.exit(1);
        } finally {
            started.forEach(RunCommand::stop);
        }
    }

    /** What a person can put right says how; anything else at least says what it was, and the log has the rest. */
    static String message(RuntimeException failure) {
        if (failure instanceof RunFailure) {
            return failure.getMessage();
        }
        Logger.getLogger(RunCommand.class.getName()).log(Level.FINE, "Unexpected", failure);
        return failure instanceof UncheckedIOException
                ? failure.getMessage() + ": " + failure.getCause()
                : failure.toString();
    }

    private void run() {
        DomainSettings settings = settings();
        Memory.mustSuffice(SERVERS);
        options.administratorPassword();
        if (options.fresh()) {
            progress.step(forgetting(options));
            new Domain(new ServerHome(options.home()), folder.domain(), settings).stop();
            folder.clear();
        }
        folder.prepare();
        DatabaseAccess database = database(settings);
        DomainSettings complete = settings.with("flotilla.datasource.url", database.url())
                .with("flotilla.datasource.user", database.user());
        Access access = new Access(options, folder);
        Domain domain = domain(complete, database.password(), access);
        startServers(domain);
        DemoPartner partner = partner();
        demo(complete, access, partner);
        tell(complete, access);
    }

    private DomainSettings settings() {
        return DomainSettings.defaults()
                .with("flotilla.storage", folder.storage().toString())
                .with("flotilla.options", folder.options().toString())
                .with(
                        "flotilla.admin.password-file",
                        folder.administratorPassword().toString())
                .with("flotilla.jvm.compiler", "-XX:TieredStopAtLevel=1")
                .overriddenBy(options.properties());
    }

    private DatabaseAccess database(DomainSettings settings) {
        if (options.databaseUrl().isPresent()) {
            return new DatabaseAccess(options.databaseUrl().get(), options.databaseUser(), options.databasePassword());
        }
        progress.step("Starting the embedded PostgreSQL in " + folder.database());
        EmbeddedDatabase database =
                new EmbeddedDatabase(folder.database(), settings.number(DomainSettings.DATABASE_PORT));
        cleanups.push(database::stop);
        database.start();
        return new DatabaseAccess(database.url(), database.user(), database.password());
    }

    private Domain domain(DomainSettings settings, String databasePassword, Access access) {
        ServerHome home = new ServerHome(options.home());
        Domain domain = new Domain(home, folder.domain(), settings);
        domain.stop();
        Ports.mustBeFree(settings, SERVERS);
        progress.step("Setting up the domain by the CLI scripts (log: "
                + folder.domain().resolve("setup.log") + ")");
        DomainSetup setup = new DomainSetup(home, folder.domain(), settings).deploying(options.archive());
        setup.secrets().put("datasource", databasePassword);
        boolean changed = setup.apply();
        access.prepare(setup.configuration());
        progress.say(changed ? "The domain is set up" : "The domain is as it was: nothing to do");
        return domain;
    }

    private void startServers(Domain domain) {
        cleanups.push(domain::stop);
        progress.step("Starting the domain: one host controller, " + SERVERS + " servers");
        domain.start();
        progress.step("Waiting for the servers", () -> domain.status().toString());
        domain.awaitServers(START);
        progress.say("All servers are up and have deployed " + options.archive().getFileName());
    }

    private DemoPartner partner() {
        progress.step("Starting the partner, an SFTP server outside the domain");
        DemoPartner partner = new DemoPartner(folder.partner(), options.partnerPort());
        cleanups.push(partner::close);
        partner.start();
        progress.say("The partner listens on port " + partner.port() + ", host key " + partner.fingerprint());
        return partner;
    }

    private void demo(DomainSettings settings, Access access, DemoPartner partner) {
        progress.step("Making account, site and route over the REST API");
        DemoCredentials credentials = access.demo(api(settings));
        RestClient client = new RestClient(api(settings), DemoCredentials.API_USER, credentials.apiPassword());
        DemoFlow flow = new DemoFlow(client, partner, progress, credentials);
        flow.prepare();
        int port = settings.port("sftp", 0);
        progress.step("Uploading a file over SFTP to node-1 (port " + port + ")");
        String name = flow.send(port);
        progress.step(name + " is at the partner: " + partner.inbox().resolve(name));
        progress.say("What the cluster recorded about it:");
        flow.history(name).forEach(progress::say);
        progress.quiet();
    }

    private static URI api(DomainSettings settings) {
        return URI.create("http://127.0.0.1:" + settings.port("http", 0) + "/flotilla/api/v1/");
    }

    private void tell(DomainSettings settings, Access access) {
        progress.say("");
        progress.say("Ready. Admin UI: http://127.0.0.1:" + settings.port("http", 0) + "/flotilla/   " + access.hint());
        progress.say("Server console:  http://127.0.0.1:" + settings.managementPort() + "/   " + access.consoleHint());
        progress.say("SFTP: sftp -P " + settings.port("sftp", 0) + " " + DemoCredentials.ACCOUNT
                + "@127.0.0.1 (password in " + folder.demoCredentials() + ")");
        progress.say("Logs: " + folder.domain().resolve("servers") + "/node-*/log/server.log");
        progress.say(closing(options));
    }

    /** The database of somebody else is theirs to empty. */
    static String forgetting(RunOptions options) {
        return "Forgetting the data of earlier runs (-Dfresh)"
                + (options.databaseUrl().isPresent() ? ", but for what is in your database" : "");
    }

    static String closing(RunOptions options) {
        return "Ctrl-C stops everything. The next run goes on with the same data; to start anew: "
                + options.freshStart() + ".";
    }

    /** Stops what was started, last things first. Called by the hook and at the end; the second call finds nothing. */
    private synchronized void stop() {
        if (cleanups.isEmpty()) {
            return;
        }
        progress.step("Stopping: partner, servers, database");
        while (!cleanups.isEmpty()) {
            stop(cleanups.pop());
        }
        progress.say("Stopped");
        progress.close();
    }

    private void stop(Runnable cleanup) {
        try {
            cleanup.run();
        } catch (RuntimeException e) {
            progress.say("Not everything stopped in order: " + e.getMessage());
        }
    }

    /** Where the database is. */
    private record DatabaseAccess(String url, String user, String password) {

        @Override
        public String toString() {
            return url;
        }
    }
}
