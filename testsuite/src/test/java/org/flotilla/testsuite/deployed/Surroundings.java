package org.flotilla.testsuite.deployed;

import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flotilla.notify.mail.RefusingMail;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.DomainSettings;
import org.flotilla.run.EmbeddedDatabase;

/**
 * The database, the mail server and the partner of the one server: in the JVM of the tests, there from before the server's
 * start to the JVM's end. The database is an embedded PostgreSQL, or that of {@code -Dflotilla.test.url}.
 */
final class Surroundings {

    private static final int PORT_SHIFT = 15_000;
    private static final List<String> PORTS = List.of(
            "management", "http", "https", "sftp", "ftps", "cluster", "messaging", "recovery", "recovery-status");

    private static Surroundings current;

    private final Path folder;
    private final String firstPassword = UUID.randomUUID().toString();
    private final String administratorPassword = UUID.randomUUID().toString();
    private final EmbeddedDatabase embedded;
    private final DemoPartner partner;
    private final RefusingMail mail = new RefusingMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private Surroundings(Path folder) {
        this.folder = folder;
        this.embedded = new EmbeddedDatabase(folder.resolve("database"));
        this.partner = new DemoPartner(folder.resolve("partner"), 0);
    }

    static Surroundings started(Path folder) {
        current = new Surroundings(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(current::stop));
        current.start();
        return current;
    }

    private void start() {
        mail.start();
        partner.start();
        if (given("url", null) == null) {
            embedded.start();
        }
    }

    private void stop() {
        partner.close();
        mail.stop();
        embedded.close();
    }

    static Surroundings current() {
        return current;
    }

    /** What the server sent by e-mail. */
    RefusingMail mail() {
        return mail;
    }

    DemoPartner partner() {
        return partner;
    }

    /** A connection to the server's database; the caller closes it. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), databaseUser(), databasePassword());
    }

    private String databaseUrl() {
        return given("url", embedded.url());
    }

    private String databaseUser() {
        return given("user", embedded.user());
    }

    String databasePassword() {
        return given("password", embedded.password());
    }

    private static String given(String what, String otherwise) {
        return System.getProperty("flotilla.test." + what, otherwise);
    }

    DomainSettings settings() {
        DomainSettings settings = shifted(DomainSettings.defaults());
        for (Map.Entry<String, String> setting : Map.of(
                        "flotilla.storage", Deployed.storage().toString(),
                        "flotilla.options", write("flotilla.properties", ""),
                        "flotilla.admin.password-file", write("admin.password", firstPassword),
                        "flotilla.mail.host", "127.0.0.1",
                        "flotilla.mail.port", Integer.toString(mail.getSmtp().getPort()),
                        "flotilla.datasource.url", databaseUrl(),
                        "flotilla.datasource.user", databaseUser())
                .entrySet()) {
            settings = settings.with(setting.getKey(), setting.getValue());
        }
        return settings;
    }

    private static DomainSettings shifted(DomainSettings settings) {
        DomainSettings shifted = settings;
        for (String use : PORTS) {
            String name = "flotilla.port." + use;
            shifted = shifted.with(name, Integer.toString(Integer.parseInt(settings.get(name)) + PORT_SHIFT));
        }
        return shifted;
    }

    private String write(String name, String text) {
        try {
            Files.createDirectories(Deployed.storage());
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tests, in whichever JVM they run, must know to reach all this. */
    Map<String, String> known() {
        DomainSettings settings = settings();
        return Map.of(
                Deployed.HTTP_PORT, settings.get("flotilla.port.http"),
                Deployed.HTTPS_PORT, settings.get("flotilla.port.https"),
                Deployed.SFTP_PORT, settings.get("flotilla.port.sftp"),
                Deployed.FIRST_PASSWORD, firstPassword,
                Deployed.ADMINISTRATOR_PASSWORD, administratorPassword,
                Deployed.PARTNER_PORT, Integer.toString(partner.port()),
                Deployed.PARTNER_PASSWORD, partner.password(),
                Deployed.PARTNER_HOST_KEY, partner.hostKey(),
                Deployed.PARTNER_INBOX, partner.inbox().toString());
    }
}
