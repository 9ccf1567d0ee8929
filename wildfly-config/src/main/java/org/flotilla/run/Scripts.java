package org.flotilla.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The CLI scripts of this module. Their numbers are the order in which they are run. */
final class Scripts {

    private Scripts() {}

    /** Names of the scripts that every Flotilla server needs, in a domain or alone. */
    static SortedSet<String> ofServers(DomainSettings settings) {
        SortedSet<String> names = new TreeSet<>(List.of(
                "01-subsystems",
                "02-example-database",
                "07-sockets",
                "08-properties",
                "10-drivers",
                "12-credentials",
                "14-tls",
                "15-datasource-" + settings.vendor(),
                "20-transactions",
                "25-jgroups",
                "26-discovery-" + settings.vendor(),
                "30-infinispan",
                "35-messaging",
                "40-batch",
                "45-mail",
                "50-web",
                "55-openapi",
                "60-logging"));
        if (settings.clusterTls()) {
            names.add("27-jgroups-tls");
        }
        return names;
    }

    /** Names of the scripts that a domain needs. */
    static SortedSet<String> ofDomain(DomainSettings settings) {
        SortedSet<String> names = ofServers(settings);
        names.addAll(List.of("00-trim", "05-group", "06-servers"));
        return names;
    }

    /** The lines of the scripts, one after the other. */
    static List<String> lines(Collection<String> names) {
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = Scripts.class.getResourceAsStream("/cli/" + name + ".cli")) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }
}
