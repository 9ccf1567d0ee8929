package org.flotilla.secret;

import jakarta.enterprise.context.ApplicationScoped;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes passwords with Argon2id at OWASP's parameters: 19 MiB, 2 passes, 1 lane (A1). Thread-safe. */
@ApplicationScoped
public class PasswordHash {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final String nobody = encoder.encode("nobody has this password");

    public String hash(String password) {
        return encoder.encode(password);
    }

    /** Whether the password is the hashed one. A null hash takes as long as a wrong password, and is never right. */
    public boolean matches(String password, String hash) {
        boolean right = encoder.matches(password, hash == null ? nobody : hash);
        return right && hash != null;
    }
}
