package org.flotilla.administrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * The password that the first administrator gets: from the file that a system property names, else from the
 * environment, else a random one. Further lines of the file, {@code name:roles:password}, make further administrators,
 * for programs that set up the rest over the API.
 *
 * @param source where it is from, for the log
 * @param others whom the file names besides
 */
record FirstPassword(String value, String source, boolean isGenerated, List<AdministratorRequest> others) {

    static final String FILE_PROPERTY = "flotilla.admin.password-file";
    static final String VARIABLE = "FLOTILLA_ADMIN_PASSWORD";
    private static final int RANDOM_BYTES = 15;
    private static final int PARTS = 3;

    FirstPassword {
        others = List.copyOf(others);
    }

    static FirstPassword find() {
        return find(System.getProperty(FILE_PROPERTY), System.getenv(VARIABLE));
    }

    static FirstPassword find(String file, String variable) {
        if (file != null && !file.isBlank()) {
            return ofLines(read(Path.of(file)), "the file " + file);
        }
        if (variable != null && !variable.isBlank()) {
            return new FirstPassword(variable, VARIABLE, false, List.of());
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String generated = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new FirstPassword(generated, "chance", true, List.of());
    }

    private static FirstPassword ofLines(List<String> lines, String source) {
        List<AdministratorRequest> others = lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> other(line, source))
                .toList();
        return new FirstPassword(lines.isEmpty() ? "" : lines.get(0), source, false, others);
    }

    /** Does not show the line when it is wrong: it may hold a password. */
    private static AdministratorRequest other(String line, String source) {
        String[] parts = line.split(":", PARTS);
        if (parts.length < PARTS) {
            throw FlotillaException.invalid(
                    "A line after the first in " + source + " is no further administrator.",
                    "Write it as name:roles:password, such as loader:operator:..., or remove it.");
        }
        return new AdministratorRequest(parts[0].strip(), parts[2].strip(), roles(parts[1]));
    }

    private static Set<Role> roles(String keys) {
        return Arrays.stream(keys.split(",", -1))
                .map(key -> Role.of(key.strip())
                        .orElseThrow(() -> FlotillaException.invalid(
                                "There is no role '" + key.strip() + "'.", "Give admin, operator or auditor.")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> read(Path file) {
        try {
            return Files.readString(file).strip().lines().map(String::strip).toList();
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
