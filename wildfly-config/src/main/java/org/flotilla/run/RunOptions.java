package org.flotilla.run;

import java.nio.file.Path;
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
 */
record RunOptions(Path home, Path archive, Path folder, boolean fresh, Properties properties) {

    static RunOptions from(Properties properties) {
        return new RunOptions(
                path(properties, "flotilla.run.home"),
                path(properties, "flotilla.run.ear"),
                path(properties, "flotilla.run.directory"),
                isSet(properties.getProperty("fresh")),
                properties);
    }

    private static Path path(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new RunFailure("-D" + name + " is not set: start with ./mvnw -Prun");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    /** {@code -Dfresh} sets it to "true" or to nothing, as the tool likes. */
    private static boolean isSet(String value) {
        return value != null && !"false".equals(value);
    }

    /** Address of a database that somebody else runs. */
    Optional<String> databaseUrl() {
        return Optional.ofNullable(properties.getProperty("database.url"));
    }

    String database(String what) {
        String value = properties.getProperty("database." + what);
        if (value == null) {
            throw new RunFailure("-Ddatabase.url needs -Ddatabase." + what + " too");
        }
        return value;
    }

    int partnerPort() {
        return Integer.getInteger("partner.port", 0);
    }

    /** The first administrator's password, when it was chosen. */
    Optional<String> administratorPassword() {
        return Optional.ofNullable(System.getenv("FLOTILLA_ADMIN_PASSWORD")).filter(value -> !value.isBlank());
    }
}
