package org.flotilla.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties that the CLI scripts of this module need: those of {@code flotilla.properties}, with changes. Immutable;
 * holds no secret. A name that the file does not know is refused, because a misspelt property would silently do nothing.
 */
public final class DomainSettings {

    /** Port of the management interface and console; not part of the scripts, a start option of the host controller. */
    public static final String MANAGEMENT_PORT = "flotilla.port.management";
    /** Port of the embedded database; 0 for the one it had before. Not part of the scripts either. */
    static final String DATABASE_PORT = "flotilla.port.database";
    /** Ports of the second server are those of the first plus this, and so on. */
    public static final int OFFSET = 100;
    /** Whether the nodes speak TLS among themselves. */
    public static final String CLUSTER_TLS = "Cluster.enable.SSL";

    private static final int DEFAULT_MANAGEMENT_PORT = 9990;

    private final SortedMap<String, String> values;

    private DomainSettings(SortedMap<String, String> values) {
        this.values = values;
    }

    /** What flotilla.properties says. */
    public static DomainSettings defaults() {
        SortedMap<String, String> values = new TreeMap<>();
        load().forEach((name, value) -> values.put((String) name, (String) value));
        values.put(MANAGEMENT_PORT, Integer.toString(DEFAULT_MANAGEMENT_PORT));
        values.put(DATABASE_PORT, "0");
        values.put(CLUSTER_TLS, "true");
        return new DomainSettings(values);
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = DomainSettings.class.getResourceAsStream("/cli/flotilla.properties")) {
            properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** These settings with one changed. */
    public DomainSettings with(String name, String value) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("No such setting: " + name);
        }
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        return new DomainSettings(changed);
    }

    /** These settings, overridden by whichever of the given properties they know. */
    public DomainSettings overriddenBy(Properties properties) {
        DomainSettings settings = this;
        for (String name : values.keySet()) {
            String value = properties.getProperty(name);
            if (value != null) {
                settings = settings.with(name, value);
            }
        }
        return settings;
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No such setting: " + name);
        }
        return value;
    }

    int number(String name) {
        try {
            return Integer.parseInt(get(name));
        } catch (NumberFormatException e) {
            throw new RunFailure("-D" + name + "=" + get(name) + ": a number is wanted", e);
        }
    }

    /** Port of the management interface. */
    public int managementPort() {
        return number(MANAGEMENT_PORT);
    }

    /** Port of the given use (http, https, sftp, ftps) of a server, the first being 0. */
    public int port(String use, int server) {
        return number("flotilla.port." + use) + server * OFFSET;
    }

    boolean clusterTls() {
        return Boolean.parseBoolean(get(CLUSTER_TLS));
    }

    /** The database product, told from the JDBC URL: names the datasource and discovery scripts. */
    String vendor() {
        String url = get("flotilla.datasource.url");
        if (url.startsWith("jdbc:postgresql:")) {
            return "postgresql";
        }
        if (url.startsWith("jdbc:sqlserver:")) {
            return "sqlserver";
        }
        throw new RunFailure("database.url must start with jdbc:postgresql: or jdbc:sqlserver:, not " + url);
    }

    Map<String, String> asMap() {
        return values;
    }
}
