package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.flotilla.core.SshPublicKey;
import org.flotilla.core.sftp.SshCryptography;
import org.flotilla.gateway.HostIdentity;
import org.flotilla.secret.Secrets;

/**
 * The cluster's host keys: all nodes show the same, so that a client may meet any of them. Made by the first node that
 * needs them, kept encrypted in the database (A3).
 */
@ApplicationScoped
public class HostKeys implements HostIdentity {
    /** How many there are when all are made. */
    static final int ALL = 3;

    private static final String PREFIX = "sftp.host-key.";
    private static final String RSA = "rsa";
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

    /**
     * An Ed25519 and an ECDSA key, and the RSA key for old clients if the cluster has one already: it takes seconds to make,
     * for which the first node of a cluster need not keep its clients waiting.
     */
    List<KeyPair> quick() {
        List<KeyPair> keys = new ArrayList<>(
                List.of(key("ed25519", "ssh-ed25519", ED25519_BITS), key("ecdsa", "ecdsa-sha2-nistp256", ECDSA_BITS)));
        secrets.shared(PREFIX + RSA).map(SshCryptography::privateKey).ifPresent(keys::add);
        return keys;
    }

    /** The RSA key, made if need be. */
    KeyPair rsa() {
        return key(RSA, "ssh-rsa", RSA_BITS);
    }

    @Override
    public List<SshPublicKey> known() {
        return Stream.of("ed25519", "ecdsa", RSA)
                .flatMap(name -> secrets.shared(PREFIX + name).stream())
                .map(SshCryptography::privateKey)
                .map(pair -> SshPublicKey.parse(PublicKeyEntry.toString(pair.getPublic())))
                .toList();
    }

    private KeyPair key(String name, String type, int bits) {
        return SshCryptography.privateKey(secrets.shared(PREFIX + name, () -> made(type, bits)));
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
