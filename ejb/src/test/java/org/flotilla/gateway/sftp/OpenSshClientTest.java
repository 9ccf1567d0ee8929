package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("T1 OpenSSH's own client")
class OpenSshClientTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path SFTP = Path.of("/usr/bin/sftp");

    private GatewayFixture gateway;
    private Path work;

    @BeforeAll
    static void needsTheClient() {
        if (!Files.isExecutable(SFTP)) {
            String missing = SFTP + " is missing: install the Debian package openssh-client to run this test";
            if ("all".equals(System.getProperty("flotilla.test.require"))) {
                fail(missing);
            }
            abort(missing);
        }
    }

    @BeforeEach
    void open(@TempDir Path root) throws IOException, GeneralSecurityException {
        gateway = new GatewayFixture(root.resolve("storage"), DATABASE);
        work = Files.createDirectory(root.resolve("work"));
        KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        gateway.accounts.with(GatewayFixture.ACCOUNT, null, PublicKeyEntry.toString(pair.getPublic()));
        Path key = Files.createFile(
                work.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        }
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void uploadsRenamesListsAndDownloads() throws Exception {
        Files.writeString(work.resolve("a.txt"), "hello");

        Outcome outcome = sftp(
                List.of(),
                "mkdir in",
                "put -p a.txt in/a.txt",
                "rename in/a.txt in/b.txt",
                "chmod 600 in/b.txt",
                "ls -l in",
                "get in/b.txt back.txt",
                "rm in/b.txt",
                "rmdir in");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("b.txt");
        assertThat(work.resolve("back.txt")).hasContent("hello");
        assertThat(gateway.homeFiles()).isEmpty();
    }

    @Test
    @DisplayName("T4 an upload that was cut off is continued")
    void continuesAnUpload() throws Exception {
        Files.createDirectories(gateway.home());
        Files.writeString(gateway.home().resolve("a.txt"), "first,");
        Files.writeString(work.resolve("a.txt"), "first,second");

        Outcome outcome = sftp(List.of(), "reput a.txt");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(gateway.home().resolve("a.txt")).hasContent("first,second");
    }

    @Test
    @DisplayName("T3 an upload that is not recorded fails for the client")
    void isToldOfAFailure() throws Exception {
        Files.writeString(work.resolve("a.txt"), "hello");
        gateway.failure.set(new FlotillaException(ErrorCode.DATABASE, "The database is away.", "Try again."));

        Outcome outcome = sftp(List.of(), "put a.txt");

        assertThat(outcome.status()).as(outcome.output()).isNotZero();
        assertThat(gateway.homeFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512"})
    @DisplayName("A6 each host key serves")
    void acceptsEachHostKey(String algorithm) throws Exception {
        Outcome outcome = sftp(List.of("-oHostKeyAlgorithms=" + algorithm), "pwd");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("Remote working directory: /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oCiphers=aes128-cbc", "-oMACs=hmac-sha1", "-oKexAlgorithms=diffie-hellman-group14-sha1"})
    @DisplayName("A6 what is outdated is refused")
    void refusesOutdatedAlgorithms(String option) throws Exception {
        List<String> options = new ArrayList<>(List.of(option));
        if (option.contains("MACs")) {
            options.add("-oCiphers=aes128-ctr");
        }

        Outcome outcome = sftp(options, "pwd");

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("no matching");
    }

    @Test
    @DisplayName("A6 what both agree on by themselves is fast here, and current")
    void agreesOnFastCipher() throws Exception {
        Outcome outcome = sftp(List.of("-v"), "pwd");

        assertThat(outcome.output())
                .contains("kex: algorithm: sntrup761x25519-sha512")
                .contains("cipher: aes128-");
    }

    @Test
    void isToldThatThereIsNoShell() throws Exception {
        Outcome outcome = run(command("/usr/bin/ssh", List.of(), "-T", GatewayFixture.ACCOUNT + "@127.0.0.1", "ls"));

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("There is no shell.");
    }

    @Test
    void onNodeThatMayNotAccept_isToldWhy() throws Exception {
        gateway.lease.lose();

        Outcome outcome = sftp(List.of(), "pwd");

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("This node has no lease.");
    }

    private Outcome sftp(List<String> options, String... batch) throws IOException, InterruptedException {
        Files.writeString(work.resolve("batch"), String.join("\n", batch) + "\n");
        List<String> all = new ArrayList<>(options);
        all.add("-b");
        all.add("batch");
        return run(command(SFTP.toString(), all, GatewayFixture.ACCOUNT + "@127.0.0.1"));
    }

    private List<String> command(String program, List<String> options, String... rest) {
        List<String> command = new ArrayList<>(List.of(
                program,
                "-oPort=" + gateway.port,
                "-oIdentityFile=key",
                "-oIdentitiesOnly=yes",
                "-oStrictHostKeyChecking=no",
                "-oUserKnownHostsFile=/dev/null",
                "-F/dev/null"));
        command.addAll(options);
        command.addAll(List.of(rest));
        return command;
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = work.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends", command).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Outcome(int status, String output) {}
}
