package org.flotilla.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with Argon2id at OWASP's parameters: 19 MiB, 2 passes, 1 lane (A1). Only a few at a time, because
 * anybody may ask for one and each takes that much memory; whoever waits too long is told to come again. Thread-safe.
 */
@ApplicationScoped
public class PasswordHash {

    /** 57 MiB at most. More would not be faster: each keeps a core busy. */
    static final int AT_A_TIME = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final String nobody = encoder.encode("nobody has this password");
    private final Semaphore permits;
    private final Duration patience;

    public PasswordHash() {
        this(new Semaphore(AT_A_TIME, true), PATIENCE);
    }

    PasswordHash(Semaphore permits, Duration patience) {
        this.permits = permits;
        this.patience = patience;
    }

    /** @throws FlotillaException BUSY if too many are being computed */
    public String hash(String password) {
        return inTurn(() -> encoder.encode(password));
    }

    /**
     * Whether the password is the hashed one. A null hash takes as long as a wrong password, and is never right.
     *
     * @throws FlotillaException BUSY if too many are being computed
     */
    public boolean matches(String password, String hash) {
        boolean right = inTurn(() -> encoder.matches(password, hash == null ? nobody : hash));
        return right && hash != null;
    }

    private <T> T inTurn(Supplier<T> computation) {
        if (!isMyTurn()) {
            throw new FlotillaException(
                            ErrorCode.BUSY, "Too many are signing in just now.", "Try again in a few seconds.")
                    .told("busySigningIn");
        }
        try {
            return computation.get();
        } finally {
            permits.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
