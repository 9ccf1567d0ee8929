package org.flotilla.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server says of this node: its name, its version, and the options file that overrides parameters (N1). */
@ApplicationScoped
public class ServerProperties {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProperties.class);

    private final Properties options = readOptions();

    /** This node's name: {@code flotilla.node}, or the server's own. */
    public String nodeName() {
        return System.getProperty("flotilla.node", System.getProperty("jboss.server.name", "local"));
    }

    /** This node's name in the JGroups view: {@code primary:node-1} in a domain. */
    public String memberName() {
        return System.getProperty("jboss.node.name", nodeName());
    }

    /** The address at which this node's gateways answer: {@code flotilla.address}, or where the server is bound. */
    public String address() {
        return System.getProperty("flotilla.address", System.getProperty("jboss.bind.address", "127.0.0.1"));
    }

    /** The version of this deployment. */
    public String version() {
        String version = ServerProperties.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** What the options file, or a system property of the same name, says; it overrides the database. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.getProperty(name, System.getProperty(name)));
    }

    private static Properties readOptions() {
        Properties read = new Properties();
        String file = System.getProperty("flotilla.options");
        if (file != null && !file.isBlank()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException e) {
                LOG.error("The options file {} cannot be read: its parameters do not hold on this node", file, e);
            }
        }
        return read;
    }
}
