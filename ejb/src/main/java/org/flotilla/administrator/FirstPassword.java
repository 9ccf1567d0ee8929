package org.flotilla.administrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * The password that the first administrator gets: from the file that a system property names, else from the
 * environment, else a random one.
 *
 * @param source where it is from, for the log
 */
record FirstPassword(String value, String source, boolean isGenerated) {

    static final String FILE_PROPERTY = "flotilla.admin.password-file";
    static final String VARIABLE = "FLOTILLA_ADMIN_PASSWORD";
    private static final int RANDOM_BYTES = 15;

    static FirstPassword find() {
        return find(System.getProperty(FILE_PROPERTY), System.getenv(VARIABLE));
    }

    static FirstPassword find(String file, String variable) {
        if (file != null && !file.isBlank()) {
            return new FirstPassword(read(Path.of(file)), "the file " + file, false);
        }
        if (variable != null && !variable.isBlank()) {
            return new FirstPassword(variable, VARIABLE, false);
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new FirstPassword(Base64.getUrlEncoder().withoutPadding().encodeToString(random), "chance", true);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new FlotillaException(
                    ErrorCode.STORAGE,
                    "The first administrator's password cannot be read from " + file + ": " + e.getMessage(),
                    "Mend the file that the system property " + FILE_PROPERTY + " names, or remove the property.",
                    e);
        }
    }

    /** Leaves the password out, so that it cannot get into a log by accident. */
    @Override
    public String toString() {
        return "FirstPassword[" + source + "]";
    }
}
