package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flotilla.core.NodeClock;

/**
 * Remembers for five minutes that a password was right, so that a script which sends it with each request does not cost
 * an Argon2 computation and an audit record each time. Holds no password: only a code of it under a key that never
 * leaves this process, bound to the stored hash, so that a changed password is noticed at once. Thread-safe.
 */
@ApplicationScoped
class RecentSignIns {

    static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";

    private final Map<String, Seen> byName = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected RecentSignIns() {
        this(null);
    }

    @Inject
    RecentSignIns(NodeClock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Whether this password was right for this hash a short while ago. */
    boolean knows(String name, String password, String hash) {
        Seen seen = hash == null ? null : byName.get(name);
        if (seen == null || clock.since(seen.nano).compareTo(REMEMBERED) > 0) {
            return false;
        }
        return MessageDigest.isEqual(seen.code, code(password, hash));
    }

    /** To be called for existing names only, so that the memory stays small. */
    void remember(String name, String password, String hash) {
        byName.put(name, new Seen(code(password, hash), clock.nanoTime()));
    }

    private byte[] code(String password, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never by equals
    private record Seen(byte[] code, long nano) {}
}
