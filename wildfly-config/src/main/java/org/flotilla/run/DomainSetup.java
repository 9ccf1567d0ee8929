package org.flotilla.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns an empty folder into the base folder of a Flotilla domain: stock configuration, credential stores, then the CLI
 * scripts. Repeating it is cheap: unless scripts, settings or archive have changed nothing is done. When they have, the
 * configuration is made anew from the stock one; secrets and the data of the servers stay. The domain must not run.
 */
public final class DomainSetup {

    private static final List<String> STOCK = List.of(
            "domain.xml",
            "host.xml",
            "logging.properties",
            "default-server-logging.properties",
            "application-users.properties",
            "application-roles.properties",
            "mgmt-groups.properties");

    private final ServerHome home;
    private final Path base;
    private final DomainSettings settings;
    private final List<Path> archives = new ArrayList<>();

    public DomainSetup(ServerHome home, Path base, DomainSettings settings) {
        this.home = home;
        this.base = base.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /** Makes the archive part of the domain, so that the servers deploy it as they start. */
    public DomainSetup deploying(Path archive) {
        archives.add(archive);
        return this;
    }

    /** Configuration folder of the domain; the secrets lie there too. */
    public Path configuration() {
        return base.resolve("configuration");
    }

    /** The secrets of the domain; the password of the datasource ({@code datasource}) is for the caller to put. */
    public Secrets secrets() {
        return Secrets.in(configuration());
    }

    /** Does what is needed; says whether anything was. */
    public boolean apply() {
        Secrets secrets = secrets();
        Path mark = base.resolve("setup.fingerprint");
        List<String> script = script();
        String wanted = fingerprint(script);
        if (Files.exists(mark) && PrivateFile.read(mark).equals(wanted)) {
            return false;
        }
        copyStock();
        Map<String, String> values = new TreeMap<>(settings.asMap());
        values.put("flotilla.credentials.passphrase", secrets.encryptedPassphrase());
        new Cli(home, base).run(script, values);
        PrivateFile.write(mark, wanted);
        return true;
    }

    private String fingerprint(List<String> script) {
        Fingerprint fingerprint = new Fingerprint().add(home.path()).add(script).add(settings.asMap());
        archives.forEach(fingerprint::addFile);
        return fingerprint.value();
    }

    private void copyStock() {
        try {
            for (String name : STOCK) {
                Files.copy(
                        home.stockConfiguration().resolve(name),
                        configuration().resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(configuration().resolve("mgmt-users.properties"))) {
                PrivateFile.write(configuration().resolve("mgmt-users.properties"), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> script() {
        List<String> lines = new ArrayList<>();
        for (String concern : concerns()) {
            lines.addAll(read(concern));
        }
        for (Path archive : archives) {
            lines.add("deploy \"" + archive + "\" --server-groups=" + settings.get("flotilla.group"));
        }
        return lines;
    }

    private List<String> concerns() {
        List<String> concerns = new ArrayList<>(List.of(
                "00-trim",
                "05-group",
                "06-servers",
                "07-sockets",
                "10-drivers",
                "12-credentials",
                "14-tls",
                "15-datasource-" + settings.vendor(),
                "20-transactions",
                "25-jgroups",
                "26-discovery-" + settings.vendor()));
        if (settings.clusterTls()) {
            concerns.add("27-jgroups-tls");
        }
        concerns.addAll(
                List.of("30-infinispan", "35-messaging", "40-batch", "45-mail", "50-web", "55-openapi", "60-logging"));
        return concerns;
    }

    private static List<String> read(String concern) {
        try (InputStream in = DomainSetup.class.getResourceAsStream("/cli/" + concern + ".cli")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
