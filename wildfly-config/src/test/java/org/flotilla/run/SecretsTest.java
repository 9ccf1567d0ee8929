package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("O1 secrets of a domain")
class SecretsTest {

    private static final List<String> FILES = List.of(
            "flotilla-key.cs", "flotilla.cs", "flotilla.passphrase", "flotilla-https.p12", "flotilla-cluster.p12");

    /** One for all: the keys of its certificates take a second. */
    @TempDir
    private static Path folder;

    private static Secrets secrets;

    @BeforeAll
    static void make() {
        secrets = Secrets.in(folder);
    }

    @Test
    void in_emptyFolder_makesAllFilesForTheirOwnerOnly() throws IOException {
        for (String name : FILES) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(folder)
                .isDirectoryNotContaining(
                        file -> !FILES.contains(file.getFileName().toString()));
    }

    @Test
    @DisplayName("A3 a folder that is made for secrets is for its owner only")
    void in_missingFolder_makesItForItsOwnerOnly(@TempDir Path other) throws IOException {
        Path base = other.resolve("fresh");

        Secrets.in(base.resolve("configuration"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base)))
                .isEqualTo("rwx------");
    }

    @Test
    void in_secondTime_findsWhatTheFirstMade() {
        String cluster = secrets.get("messaging-cluster");
        String passphrase = secrets.encryptedPassphrase();

        Secrets again = Secrets.in(folder);

        assertThat(again.get("messaging-cluster")).isEqualTo(cluster);
        assertThat(again.encryptedPassphrase()).isEqualTo(passphrase);
    }

    @Test
    void put_isReadAgainAfterReopening() {
        secrets.put("datasource", "from the DBA");

        assertThat(Secrets.in(folder).get("datasource")).isEqualTo("from the DBA");
    }

    @Test
    void aliases_haveDifferentSecrets() {
        assertThat(List.of(
                        secrets.get("messaging-cluster"),
                        secrets.get("datasource"),
                        secrets.get("https-key-store"),
                        secrets.get("cluster-key-store")))
                .doesNotHaveDuplicates()
                .noneMatch(String::isEmpty);
    }

    @Test
    void files_holdNoSecretInClear() throws IOException {
        secrets.put("datasource", "a-clear-password");

        for (String name : FILES) {
            assertThat(new String(
                            Files.readAllBytes(folder.resolve(name)), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain("a-clear-password");
        }
    }

    @Test
    void httpsKeyStore_opensWithItsSecretAndNamesTheHost() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("flotilla-https.p12"))) {
            store.load(in, secrets.get("https-key-store").toCharArray());
        }

        X509Certificate certificate = (X509Certificate) store.getCertificate("localhost");
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> (Object) name.get(1))
                        .toList())
                .isEqualTo(List.of("localhost", "127.0.0.1"));
        certificate.checkValidity();
    }

    @Test
    void in_whereTheKeyIsAnother_saysWhatItCosts(@TempDir Path other) throws IOException {
        for (String name : List.of("flotilla.cs", "flotilla.passphrase")) {
            Files.copy(folder.resolve(name), other.resolve(name));
        }

        assertThatThrownBy(() -> Secrets.in(other))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining(other.toString());
    }
}
