package org.flotilla.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.wildfly.security.x500.GeneralName;
import org.wildfly.security.x500.cert.SelfSignedX509CertificateAndSigningKey;
import org.wildfly.security.x500.cert.SubjectAlternativeNamesExtension;

/** A key store with one key and its self-signed certificate, made once. Real certificates come from the administrator. */
final class SelfSigned {

    private static final int YEARS = 10;
    private static final int KEY_BITS = 3072;

    private SelfSigned() {}

    /** Makes the key store unless it is there; only its owner can read it. */
    static void ensure(Path file, String password, String host) throws GeneralSecurityException, IOException {
        if (Files.exists(file)) {
            return;
        }
        SelfSignedX509CertificateAndSigningKey pair = generate(host);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                host, pair.getSigningKey(), password.toCharArray(), new Certificate[] {pair.getSelfSignedCertificate()
                });
        PrivateFile.rewrite(file, fresh -> {
            try (OutputStream out = Files.newOutputStream(fresh)) {
                store.store(out, password.toCharArray());
            }
        });
    }

    private static SelfSignedX509CertificateAndSigningKey generate(String host) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return SelfSignedX509CertificateAndSigningKey.builder()
                .setDn(new X500Principal("CN=" + host + ", O=Flotilla"))
                .setKeyAlgorithmName("RSA")
                .setKeySize(KEY_BITS)
                .setSignatureAlgorithmName("SHA256withRSA")
                .setNotValidBefore(now.minusDays(1))
                .setNotValidAfter(now.plusYears(YEARS))
                .addExtension(new SubjectAlternativeNamesExtension(
                        false, List.of(new GeneralName.DNSName(host), new GeneralName.IPAddress("127.0.0.1"))))
                .build();
    }
}
