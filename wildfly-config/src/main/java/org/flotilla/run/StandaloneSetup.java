package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns a folder into the base folder of one Flotilla server that stands alone, without a domain, from the stock {@code
 * standalone-full-ha.xml}, credential stores and the CLI scripts of the domain. Makes the configuration anew each time;
 * secrets stay. The server must not run; it is started with {@code -Djboss.server.base.dir=<folder>} and {@code
 * --server-config=standalone-full-ha.xml}.
 *
 * <p>An administrator can do the same by hand: leave out {@code 00-trim}, {@code 05-group} and {@code 06-servers}, set
 * {@code flotilla.sockets=standard-sockets}, and edit the other scripts as {@link #outsideOfDomain} does.
 */
public final class StandaloneSetup {

    /** The configuration that is copied and changed. */
    public static final String CONFIGURATION = "standalone-full-ha.xml";

    private static final String SOCKETS = "standard-sockets";
    private static final List<String> STOCK = List.of(
            CONFIGURATION,
            "logging.properties",
            "application-users.properties",
            "application-roles.properties",
            "mgmt-users.properties",
            "mgmt-groups.properties");

    private final ServerHome home;
    private final Path base;
    private final DomainSettings settings;

    /** @param settings as for a domain; those of the server group and its Java machine do nothing here */
    public StandaloneSetup(ServerHome home, Path base, DomainSettings settings) {
        this.home = home;
        this.base = base.toAbsolutePath().normalize();
        this.settings = settings.with("flotilla.sockets", SOCKETS);
    }

    /** The secrets of the server; the password of the datasource ({@code datasource}) is for the caller to put. */
    public Secrets secrets() {
        return Secrets.in(configuration());
    }

    private Path configuration() {
        return base.resolve("configuration");
    }

    /** @param more lines for the command line after ours: what an administrator configures besides */
    public void apply(List<String> more) {
        Map<String, String> values = new TreeMap<>(settings.asMap());
        values.put("flotilla.credentials.passphrase", secrets().encryptedPassphrase());
        copyStock();
        List<String> ours = Scripts.lines(Scripts.ofServers(settings));
        List<String> lines = Stream.concat(ours.stream().map(StandaloneSetup::outsideOfDomain), more.stream())
                .toList();
        new Cli(home, base, Cli.Target.STANDALONE).run(lines, values);
    }

    private void copyStock() {
        try {
            Files.createDirectories(base.resolve("deployments"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        home.copyStock("standalone", STOCK, configuration());
    }

    /**
     * A line for a domain as a line for a server of its own: that has no profiles and no server groups, but their content,
     * and its configuration folder has another name.
     */
    static String outsideOfDomain(String line) {
        return line.replace("/profile=${flotilla.profile}", "")
                .replace("/server-group=${flotilla.group}", "")
                .replace("jboss.domain.config.dir", "jboss.server.config.dir");
    }
}
