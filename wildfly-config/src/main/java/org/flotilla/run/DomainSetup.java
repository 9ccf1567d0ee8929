package org.flotilla.run;

import java.nio.file.Files;
import java.nio.file.Path;
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

    /** As many as 06-servers.cli makes. */
    private static final int SERVERS = 3;

    private final ServerHome home;
    private final Path base;
    private final DomainSettings settings;
    private final List<Path> archives = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private int servers = SERVERS;

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

    /** Runs further lines of the command line after the scripts. */
    public DomainSetup and(List<String> lines) {
        more.addAll(lines);
        return this;
    }

    /** Leaves only so many of the three servers that the scripts make. */
    public DomainSetup servers(int count) {
        servers = count;
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
        new Cli(home, base, Cli.Target.DOMAIN).run(script, values);
        PrivateFile.write(mark, wanted);
        return true;
    }

    private String fingerprint(List<String> script) {
        Fingerprint fingerprint = new Fingerprint().add(home.path()).add(script).add(settings.asMap());
        archives.forEach(fingerprint::addFile);
        return fingerprint.value();
    }

    private void copyStock() {
        home.copyStock("domain", STOCK, configuration());
        if (!Files.exists(configuration().resolve("mgmt-users.properties"))) {
            PrivateFile.write(configuration().resolve("mgmt-users.properties"), "");
        }
    }

    private List<String> script() {
        List<String> lines = Scripts.lines(Scripts.ofDomain(settings));
        for (int server = servers + 1; server <= SERVERS; server++) {
            lines.add("/host=" + settings.get("flotilla.host") + "/server-config=node-" + server + ":remove");
        }
        lines.addAll(more);
        for (Path archive : archives) {
            lines.add("deploy \"" + archive + "\" --server-groups=" + settings.get("flotilla.group"));
        }
        return lines;
    }
}
