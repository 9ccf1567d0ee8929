package org.flotilla.testsuite.console;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flotilla.run.Domain;
import org.flotilla.run.DomainSettings;
import org.flotilla.run.DomainSetup;
import org.flotilla.run.EmbeddedDatabase;
import org.flotilla.run.ManagementUser;
import org.flotilla.run.RestClient;
import org.flotilla.run.RunFolder;
import org.flotilla.run.ServerHome;

/**
 * A domain with one server that the CLI scripts prepared, without the EAR, on an embedded PostgreSQL and with ports of its
 * own. Made anew each time; ends with {@link #close()}.
 */
final class PreparedDomain implements AutoCloseable {

    /** Signs in to the console and, once there is one, to the application; with different passwords. */
    static final String ADMINISTRATOR = "admin";

    private static final int PORT_SHIFT = 20_000;
    private static final Duration START = Duration.ofMinutes(4);

    private final ServerHome home = new ServerHome(Path.of(System.getProperty("flotilla.run.home")));
    private final Path folder;
    private final EmbeddedDatabase database;
    private final String consolePassword = UUID.randomUUID().toString();
    private final String applicationPassword = UUID.randomUUID().toString();
    private DomainSettings settings = shifted();
    private Domain domain;

    PreparedDomain(Path folder) {
        this.folder = folder;
        this.database = new EmbeddedDatabase(folder.resolve("database"));
        this.domain = new Domain(home, folder.resolve("domain"), settings);
    }

    private static DomainSettings shifted() {
        DomainSettings shifted = DomainSettings.defaults();
        for (String use : List.of(
                "management", "http", "https", "sftp", "ftps", "cluster", "messaging", "recovery", "recovery-status")) {
            String name = "flotilla.port." + use;
            shifted = shifted.with(name, Integer.toString(Integer.parseInt(shifted.get(name)) + PORT_SHIFT));
        }
        return shifted;
    }

    /** Makes and starts it; returns when its server is up. */
    void start() {
        domain.stop();
        new RunFolder(folder).clear();
        database.start();
        settings = settings.with("flotilla.storage", directory("storage").toString())
                .with("flotilla.options", write("flotilla.properties", "").toString())
                .with(
                        "flotilla.admin.password-file",
                        write("admin.password", applicationPassword).toString())
                .with("flotilla.jvm.compiler", "-XX:TieredStopAtLevel=1")
                .with("flotilla.datasource.url", database.url())
                .with("flotilla.datasource.user", database.user());
        DomainSetup setup = new DomainSetup(home, folder.resolve("domain"), settings).servers(1);
        setup.secrets().put("datasource", database.password());
        setup.apply();
        ManagementUser.write(setup.configuration(), ADMINISTRATOR, consolePassword);
        domain = new Domain(home, folder.resolve("domain"), settings);
        domain.start();
        domain.awaitServers(START);
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port of the management interface. */
    String management() {
        return "127.0.0.1:" + settings.managementPort();
    }

    /** Where the application is to be; ends in a slash. */
    URI application() {
        return URI.create("http://127.0.0.1:" + settings.port("http", 0) + "/flotilla/");
    }

    String group() {
        return settings.get("flotilla.group");
    }

    /** The password of {@link #ADMINISTRATOR} for the console. */
    String consolePassword() {
        return consolePassword;
    }

    /** Speaks with the application's API as {@link #ADMINISTRATOR}, who changes the first password before. */
    RestClient client(URI api) {
        String chosen = UUID.randomUUID().toString();
        new RestClient(api, ADMINISTRATOR, applicationPassword)
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", applicationPassword)
                                .add("wanted", chosen)
                                .build(),
                        "*")
                .mustBeGood();
        return new RestClient(api, ADMINISTRATOR, chosen);
    }

    @Override
    public void close() {
        domain.close();
        database.close();
    }
}
