package org.flotilla.site.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;

/**
 * The algorithms that Flotilla offers, as server and as client: current ones only, the fast ones first (A6). Java's
 * chacha20 is several times slower than its AES, so it comes last.
 */
public final class SshCryptography {
    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.cc20p1305_openssh);

    private static final List<BuiltinMacs> MACS = List.of(
            BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512);

    private static final List<BuiltinDHFactories> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg14_256);

    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    static {
        // An instance of our own: one registered by name would outlive the deployment, with classes of the old one.
        if (System.getProperty("org.apache.sshd.security.provider.BC.useNamed") == null) {
            System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
        }
    }

    private SshCryptography() {}

    public static List<NamedFactory<Cipher>> ciphers() {
        return CIPHERS.stream()
                .filter(BuiltinCiphers::isSupported)
                .<NamedFactory<Cipher>>map(factory -> factory)
                .toList();
    }

    public static List<NamedFactory<Mac>> macs() {
        return MACS.stream()
                .filter(BuiltinMacs::isSupported)
                .<NamedFactory<Mac>>map(factory -> factory)
                .toList();
    }

    public static List<BuiltinDHFactories> keyExchanges() {
        return KEY_EXCHANGES.stream().filter(BuiltinDHFactories::isSupported).toList();
    }

    public static List<NamedFactory<Signature>> signatures() {
        return SIGNATURES.stream()
                .filter(BuiltinSignatures::isSupported)
                .<NamedFactory<Signature>>map(factory -> factory)
                .toList();
    }

    /** The same, with those first that fit a key of this type: so that a partner with several keys shows the pinned one. */
    static List<NamedFactory<Signature>> signaturesFor(String keyType) {
        List<NamedFactory<Signature>> sorted = new ArrayList<>(signatures());
        sorted.sort(Comparator.comparing(signature -> !fits(signature, keyType)));
        return sorted;
    }

    /** The private key in PEM or OpenSSH form, without passphrase. @throws FlotillaException INVALID_INPUT */
    public static KeyPair privateKey(String text) {
        byte[] bytes = (text.strip() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("private key"), new ByteArrayInputStream(bytes), null);
            return pairs.iterator().next();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "The private key cannot be read.",
                    "Give it whole, in OpenSSH or PEM form, without a passphrase; 'ssh-keygen -p -N \"\"' removes one.",
                    e);
        }
    }

    /** The key object. @throws FlotillaException INVALID_INPUT if the text is no key */
    public static PublicKey publicKey(SshPublicKey key) {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(key.text())
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw FlotillaException.invalid("The public key cannot be read.", "Give it again, whole.");
        }
    }

    private static boolean fits(NamedFactory<Signature> signature, String keyType) {
        String name = signature.getName();
        return name.equals(keyType) || (keyType.equals("ssh-rsa") && name.startsWith("rsa-"));
    }
}
