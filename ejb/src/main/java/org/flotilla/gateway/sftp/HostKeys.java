package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.flotilla.secret.Secrets;
import org.flotilla.site.sftp.SshCryptography;

/**
 * The cluster's host keys: all nodes show the same, so that a client may meet any of them. Made by the first node that
 * needs them, kept encrypted in the database (A3).
 */
@ApplicationScoped
public class HostKeys {
    private static final int RSA_BITS = 3072;
    private static final int ECDSA_BITS = 256;
    private static final int ED25519_BITS = 256;

    private final Secrets secrets;

    /** For CDI's proxy. */
    protected HostKeys() {
        this(null);
    }

    @Inject
    public HostKeys(Secrets secrets) {
        this.secrets = secrets;
    }

    /** An Ed25519, an ECDSA and an RSA key, for clients of all ages. */
    KeyPairProvider provider() {
        return KeyPairProvider.wrap(List.of(
                key("ed25519", "ssh-ed25519", ED25519_BITS),
                key("ecdsa", "ecdsa-sha2-nistp256", ECDSA_BITS),
                key("rsa", "ssh-rsa", RSA_BITS)));
    }

    private KeyPair key(String name, String type, int bits) {
        return SshCryptography.privateKey(secrets.shared("sftp.host-key." + name, () -> made(type, bits)));
    }

    private static String made(String type, int bits) {
        try (ByteArrayOutputStream text = new ByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    KeyUtils.generateKeyPair(type, bits), "flotilla", null, text);
            return text.toString(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A host key of type " + type + " cannot be made", e);
        }
    }
}
