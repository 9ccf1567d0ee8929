package org.flotilla.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What was said on the command line of the run command, as system properties.
 *
 * @param home the unpacked server
 * @param archive the EAR
 * @param folder everything that is written lies below it
 * @param fresh whether to forget the data of earlier runs
 * @param properties all of them, for the settings of the domain
 * @param environment where secrets are, which on a command line every user of the machine could see
 */
record RunOptions(
        Path home, Path archive, Path folder, boolean fresh, Properties properties, Map<String, String> environment) {

    private static final String ADMINISTRATOR_PASSWORD = "FLOTILLA_ADMIN_PASSWORD";
    private static final String DATABASE_PASSWORD = "FLOTILLA_DATABASE_PASSWORD";
    private static final int SHORTEST_PASSWORD = 12;

    static RunOptions from(Properties properties, Map<String, String> environment) {
        return new RunOptions(
                path(properties, "flotilla.run.home"),
                path(properties, "flotilla.run.ear"),
                folder(properties),
                isSet(properties.getProperty("fresh")),
                properties,
                environment);
    }

    private static Path path(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new RunFailure("-D" + name + " is not set: start with ./mvnw -Prun");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    /** A database of somebody else's has a folder of its own: its storage and first passwords belong to no other. */
    private static Path folder(Properties properties) {
        Path folder = path(properties, "flotilla.run.directory");
        String url = properties.getProperty("database.url");
        return url == null ? folder : folder.resolveSibling("%s-%08x".formatted(folder.getFileName(), url.hashCode()));
    }

    /** What starts a run without the data of the earlier ones. */
    String freshStart() {
        return databaseUrl().isPresent() ? "-Dfresh, and an empty database" : "-Dfresh";
    }

    /** {@code -Dfresh} sets it to "true" or to nothing, as the tool likes. */
    private static boolean isSet(String value) {
        return value != null && !"false".equals(value);
    }

    /** Says what is in it but the secrets. */
    @Override
    public String toString() {
        return "RunOptions[home=" + home + ", archive=" + archive + ", folder=" + folder + ", fresh=" + fresh + "]";
    }

    /** Address of a database that somebody else runs. */
    Optional<String> databaseUrl() {
        return Optional.ofNullable(properties.getProperty("database.url"));
    }

    String databaseUser() {
        return Optional.ofNullable(properties.getProperty("database.user"))
                .orElseThrow(() -> new RunFailure("-Ddatabase.url needs -Ddatabase.user too"));
    }

    /** From the environment, or from the command line, where others can see it. */
    String databasePassword() {
        return Optional.ofNullable(environment.get(DATABASE_PASSWORD))
                .or(() -> Optional.ofNullable(properties.getProperty("database.password")))
                .orElseThrow(() -> new RunFailure("-Ddatabase.url needs the password: set the environment variable "
                        + DATABASE_PASSWORD + " (or -Ddatabase.password, which ps shows to everybody)"));
    }

    int partnerPort() {
        String port = properties.getProperty("partner.port", "0");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new RunFailure("-Dpartner.port=" + port + ": a number is wanted", e);
        }
    }

    /** The first administrator's password, when it was chosen; fails when the application would not take it. */
    Optional<String> administratorPassword() {
        Optional<String> chosen = Optional.ofNullable(environment.get(ADMINISTRATOR_PASSWORD))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        if (chosen.filter(value -> value.length() < SHORTEST_PASSWORD).isPresent()) {
            throw new RunFailure(
                    ADMINISTRATOR_PASSWORD + " is too short: choose at least " + SHORTEST_PASSWORD + " characters");
        }
        return chosen;
    }
}
