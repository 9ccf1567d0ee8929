package org.flotilla.run;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The logins that the demo made for itself: an administrator for the REST API and the account. Kept in a private file, so
 * that the demo can be repeated after the person has changed the password of {@code admin}.
 *
 * @param apiPassword password of the administrator {@link #API_USER}
 * @param accountPassword password of the account {@link #ACCOUNT}
 */
record DemoCredentials(String apiPassword, String accountPassword) {

    static final String API_USER = "demo-runner";
    static final String ACCOUNT = "demo";

    /** New ones, at random, not written yet. */
    static DemoCredentials random() {
        return new DemoCredentials(PrivateFile.randomSecret(), PrivateFile.randomSecret());
    }

    static boolean exist(Path file) {
        return Files.exists(file);
    }

    static DemoCredentials read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(PrivateFile.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DemoCredentials(properties.getProperty("api"), properties.getProperty("account"));
    }

    void write(Path file) {
        PrivateFile.write(file, "api=" + apiPassword + "\naccount=" + accountPassword + "\n");
    }

    /** Leaves the passwords out, so that they cannot get into a log. */
    @Override
    public String toString() {
        return "DemoCredentials[]";
    }
}
