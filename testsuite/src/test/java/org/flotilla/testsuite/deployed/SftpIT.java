package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.flotilla.run.RestClient;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("T3 A2 the SFTP gateway of the deployed EAR")
class SftpIT {

    private static final Path OPENSSH = Path.of("/usr/bin/sftp");
    private static final int KEY_BITS = 256;
    private static final String CONTENT = "What was uploaded, Größe and all.";

    private final Deployed server = Deployed.server();
    private final String name = Deployed.unique("sftp");
    private TestAccount account;
    private KeyPair key;

    @BeforeEach
    void makeAccount() throws GeneralSecurityException {
        key = KeyUtils.generateKeyPair("ssh-ed25519", KEY_BITS);
        account = new TestAccount(name, "not " + name);
        server.create(
                "accounts",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("password", account.password())
                        .add("publicKeys", Json.createArrayBuilder().add(PublicKeyEntry.toString(key.getPublic()))));
    }

    @Test
    @DisplayName("T3 an upload by password is recorded when it is acknowledged")
    void upload_byPassword_isRecorded() throws Exception {
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/a.txt", CONTENT);

            assertRecorded("a.txt");
            assertThat(user.get("/a.txt")).isEqualTo(CONTENT);
        }
    }

    @Test
    @DisplayName("T3 an upload by public key is recorded when it is acknowledged")
    void upload_byKey_isRecorded() throws Exception {
        try (SftpUser user = SftpUser.byKey(name, key)) {
            user.client().mkdir("/in");
            user.put("/in/b.txt", CONTENT);

            assertRecorded("b.txt");
            assertThat(user.get("/in/b.txt")).isEqualTo(CONTENT);
        }
    }

    @Test
    @DisplayName("T3 an upload by OpenSSH's own client is recorded when it is acknowledged")
    void upload_byOpenSsh_isRecorded(@TempDir Path work) throws Exception {
        assumeTrue(Files.isExecutable(OPENSSH), OPENSSH + " is missing: install the Debian package openssh-client");
        Files.writeString(work.resolve("c.txt"), CONTENT);

        String output = openSsh(work, "put c.txt", "get c.txt back.txt");

        assertThat(work.resolve("back.txt")).as(output).hasContent(CONTENT);
        assertRecorded("c.txt");
    }

    @Test
    @DisplayName("A2 a wrong password, a foreign key and an unknown name are refused")
    void strangers_areRefused() throws GeneralSecurityException {
        KeyPair foreign = KeyUtils.generateKeyPair("ssh-ed25519", KEY_BITS);

        assertThatExceptionOfType(SshException.class).isThrownBy(() -> SftpUser.byPassword(name, "wrong"));
        assertThatExceptionOfType(SshException.class).isThrownBy(() -> SftpUser.byKey(name, foreign));
        assertThatExceptionOfType(SshException.class)
                .isThrownBy(() -> SftpUser.byPassword(Deployed.unique("nobody"), account.password()));
    }

    @Test
    @DisplayName("K2 the session of an account that is disabled ends within seconds, and does nothing more")
    void disabledAccount_losesItsSession() throws Exception {
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/a.txt", CONTENT);
            RestClient.Answer found = server.api().get("accounts/" + name);
            RestClient.Answer disabled = server.api()
                    .put(
                            "accounts/" + name,
                            Json.createObjectBuilder().add("enabled", false).build(),
                            found.etag());
            assertThat(disabled.status()).as(disabled.text()).isLessThan(300);

            await("the session is closed").atMost(Duration.ofSeconds(3)).until(() -> !user.isOpen());
        }
        assertThatExceptionOfType(SshException.class).isThrownBy(() -> SftpUser.byPassword(name, account.password()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../escaped", "/../escaped", "/in/../../escaped", "/..", "/in/../../../../../../tmp/escaped"})
    @DisplayName("A2 no path leads out of the home")
    void pathsOutOfHome_areRefused(String path) throws Exception {
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.client().mkdir("/in");

            assertThatThrownBy(() -> user.put(path, CONTENT)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> user.get(path)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> user.client().mkdir(path))
                    .isInstanceOfSatisfying(
                            SftpException.class,
                            refused ->
                                    assertThat(refused.getStatus()).isEqualTo(SftpConstants.SSH_FX_PERMISSION_DENIED));
            assertThat(escaped()).isEmpty();
            user.put("/in/still.txt", CONTENT);
        }
    }

    @Test
    @DisplayName("A2 a link to what lies outside of the home is not followed")
    void linkOutOfHome_isNotFollowed() throws Exception {
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/a.txt", CONTENT);
            Path secret = Files.writeString(Deployed.folder().resolve(Deployed.unique("secret")), "secret");
            Files.createSymbolicLink(home().resolve("link"), secret);

            assertThatThrownBy(() -> user.get("/link")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> user.put("/link", CONTENT)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> user.client().symLink("/own", secret.toString()))
                    .isInstanceOf(IOException.class);
            assertThat(secret).hasContent("secret");
        }
    }

    /** Not awaited: the acknowledgement of the upload is the promise. */
    private void assertRecorded(String fileName) throws GeneralSecurityException {
        List<JsonObject> transfers = server.items("transfers?account=" + name);
        assertThat(transfers).singleElement().satisfies(transfer -> {
            assertThat(transfer.getString("direction")).isEqualTo("IN");
            assertThat(transfer.getString("fileName")).isEqualTo(fileName);
            assertThat(transfer.getString("state")).isEqualTo("DONE");
            assertThat(transfer.getString("sha256")).isEqualTo(sha256());
        });
    }

    private static String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(CONTENT.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path home() throws IOException {
        try (Stream<Path> all = Files.find(
                Deployed.storage(),
                3,
                (path, attributes) -> path.getFileName().toString().equals(name))) {
            return all.findFirst().orElseThrow();
        }
    }

    private static List<Path> escaped() throws IOException {
        try (Stream<Path> all = Files.walk(Deployed.folder())) {
            List<Path> found = all.filter(path -> path.endsWith("escaped")).toList();
            return Files.exists(Path.of("/tmp/escaped")) ? List.of(Path.of("/tmp/escaped")) : found;
        }
    }

    private String openSsh(Path work, String... commands) throws Exception {
        Path identity = Files.createFile(
                work.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(identity)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        Path batch = Files.write(work.resolve("batch"), List.of(commands));
        Path output = work.resolve("output");
        Process process = new ProcessBuilder(
                        OPENSSH.toString(),
                        "-F/dev/null",
                        "-oStrictHostKeyChecking=no",
                        "-oUserKnownHostsFile=/dev/null",
                        "-oIdentitiesOnly=yes",
                        "-i" + identity,
                        "-P" + server.sftpPort(),
                        "-b" + batch,
                        name + "@127.0.0.1")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("sftp ends").isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
