package org.flotilla.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Texts sealed with AES-256-GCM (NIST SP 800-38D): {@code v1:} and in Base64 a random 96-bit nonce, the text, the tag. */
final class Sealed {

    private static final String FORM = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static String seal(String clear, SecretKey key) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, clear.getBytes(StandardCharsets.UTF_8));
        byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return FORM + Base64.getEncoder().encodeToString(whole);
    }

    static String open(String text, SecretKey key) {
        if (!text.startsWith(FORM)) {
            throw new FlotillaException(
                    ErrorCode.INTERNAL,
                    "A secret in the database is not in a form this version knows.",
                    "Set it anew.");
        }
        byte[] whole = Base64.getDecoder().decode(text.substring(FORM.length()));
        byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
        byte[] sealed = java.util.Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new FlotillaException(
                    ErrorCode.INTERNAL,
                    "A secret in the database cannot be read with this server's master key.",
                    "See that every server has the same credential store file 'flotilla-key', or set the secret anew.",
                    e);
        }
    }
}
