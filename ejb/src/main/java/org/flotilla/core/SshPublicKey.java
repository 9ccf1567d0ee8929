package org.flotilla.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * An SSH public key as text, checked: {@code ssh-ed25519 AAAA... comment}, as in authorized_keys without options and in
 * known_hosts without names.
 *
 * @param type one of the current key types
 * @param base64 the key's bytes
 * @param comment may be empty
 */
public record SshPublicKey(String type, String base64, String comment) {
    private static final Set<String> TYPES =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");
    private static final int LEAST_RSA_BYTES = 256;

    /** Reads one key. @throws FlotillaException INVALID_INPUT if it is none, or a weak one */
    public static SshPublicKey parse(String line) {
        String[] parts = line == null ? new String[0] : line.strip().split("\\s+", 3);
        if (parts.length < 2 || !TYPES.contains(parts[0])) {
            throw refused("'" + shortened(line) + "' is not an SSH public key of a type that is allowed.");
        }
        SshPublicKey key = new SshPublicKey(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
        key.check();
        return key;
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:...}. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The key without its comment. */
    public String text() {
        return type + " " + base64;
    }

    @Override
    public String toString() {
        return comment.isEmpty() ? text() : text() + " " + comment;
    }

    private void check() {
        ByteBuffer bytes = ByteBuffer.wrap(decoded());
        if (!Arrays.equals(next(bytes), type.getBytes(StandardCharsets.US_ASCII))) {
            throw refused("The key's text says " + type + ", but its bytes do not.");
        }
        if (type.equals("ssh-rsa")) {
            next(bytes);
            if (next(bytes).length < LEAST_RSA_BYTES) {
                throw refused("The RSA key is shorter than 2048 bits.");
            }
        }
    }

    private byte[] decoded() {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refused("The key's text is damaged: it is not Base64.");
        }
    }

    private static byte[] next(ByteBuffer bytes) {
        if (bytes.remaining() < Integer.BYTES) {
            throw refused("The key's text is cut off.");
        }
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw refused("The key's text is cut off.");
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }

    private static String shortened(String line) {
        String text = line == null ? "" : line.strip();
        return text.length() <= 30 ? text : text.substring(0, 30) + "...";
    }

    private static FlotillaException refused(String message) {
        return FlotillaException.invalid(
                        message,
                        "Give a line such as 'ssh-ed25519 AAAA...', as in the .pub file that ssh-keygen makes;"
                                + " ed25519, ecdsa and rsa from 2048 bits are allowed.")
                .told("sshKey");
    }
}
