package org.flotilla.gateway.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T1 the SFTP gateway")
class SftpGatewayTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private GatewayFixture gateway;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        gateway = new GatewayFixture(root, DATABASE);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Nested
    @DisplayName("T3 an upload")
    class Upload {
        @Test
        void whole_isRecordedAndInPlace() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                sftp.mkdir("/in");
                sftp.put(stream("hello"), "/in/a.txt");
            }

            assertThat(gateway.home().resolve("in/a.txt")).hasContent("hello");
            assertThat(gateway.homeFiles()).containsExactly("in/a.txt");
            assertThat(transfers()).singleElement().satisfies(transfer -> {
                assertThat(transfer.state()).isEqualTo(Transfer.State.DONE);
                assertThat(transfer.folder()).isEqualTo("/in");
                assertThat(transfer.fileName()).isEqualTo("a.txt");
                assertThat(transfer.size()).isEqualTo(5);
                assertThat(transfer.sha256())
                        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
                assertThat(transfer.peer()).startsWith("127.0.0.1:");
                assertThat(transfer.endedAt()).isNotNull();
            });
        }

        @Test
        void underWay_isNotSeen() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                try (SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write, OpenMode.Create)) {
                    sftp.write(file, 0, "half".getBytes(UTF_8));

                    assertThat(gateway.homeFiles()).isEmpty();
                    assertThat(transfers()).isEmpty();
                }
                assertThat(gateway.homeFiles()).containsExactly("a.txt");
            }
        }

        @Test
        void brokenOff_publishesNothing() throws IOException {
            ClientSession session = gateway.session();
            SftpClient sftp = GatewayFixture.sftp(session);
            SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write, OpenMode.Create);
            sftp.write(file, 0, new byte[20_000]);
            assertThat(gateway.contentFiles()).hasSize(1);

            session.close(true);

            await().untilAsserted(() -> assertThat(gateway.contentFiles()).isEmpty());
            assertThat(gateway.homeFiles()).isEmpty();
            assertThat(transfers()).isEmpty();
        }

        @Test
        void brokenOffByTheServer_publishesNothing() throws IOException {
            ClientSession session = gateway.session();
            SftpClient sftp = GatewayFixture.sftp(session);
            SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write, OpenMode.Create);
            sftp.write(file, 0, new byte[20_000]);

            gateway.closeServer();

            await().untilAsserted(() -> assertThat(gateway.contentFiles()).isEmpty());
            assertThat(gateway.homeFiles()).isEmpty();
        }

        @Test
        void notCommitted_isAnErrorForTheClientAndCanBeSentAgain() throws IOException {
            gateway.failure.set(new FlotillaException(ErrorCode.DATABASE, "The database is away.", "Try again."));
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                assertThatThrownBy(() -> sftp.put(stream("hello"), "/a.txt"))
                        .isInstanceOf(SftpException.class)
                        .hasMessageContaining("The database is away. Try again.");
                assertThat(gateway.homeFiles()).isEmpty();
                assertThat(gateway.contentFiles()).isEmpty();
                assertThat(transfers()).isEmpty();

                gateway.failure.set(null);
                sftp.put(stream("hello"), "/a.txt");

                assertThat(gateway.homeFiles()).containsExactly("a.txt");
            }
        }

        @Test
        void defectWhileCommitting_isAnErrorForTheClient() throws IOException {
            gateway.failure.set(new IllegalStateException("unexpected"));
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                assertThatThrownBy(() -> sftp.put(stream("hello"), "/a.txt")).isInstanceOf(SftpException.class);
            }
            assertThat(gateway.homeFiles()).isEmpty();
            assertThat(transfers()).isEmpty();
        }

        @Test
        void leaseLost_isAnErrorForTheClient() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                gateway.lease.lose();

                assertThatThrownBy(() -> sftp.put(stream("hello"), "/a.txt")).isInstanceOf(SftpException.class);
            }
            assertThat(gateway.homeFiles()).isEmpty();
        }

        @Test
        void overExistingFile_replacesItAndLeavesTheEarlierContent() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                sftp.put(stream("first"), "/a.txt");
                sftp.put(stream("second"), "/a.txt");
            }

            assertThat(gateway.home().resolve("a.txt")).hasContent("second");
            assertThat(gateway.contentFiles()).hasSize(2);
            assertThat(transfers()).hasSize(2);
        }

        @Test
        @DisplayName("T4 continued, adds to what is there")
        void continued_addsToWhatIsThere() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                sftp.put(stream("first,"), "/a.txt");
                try (SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write)) {
                    sftp.write(file, 6, "second".getBytes(UTF_8));
                }
            }

            assertThat(gateway.home().resolve("a.txt")).hasContent("first,second");
            assertThat(transfers().get(0).sha256())
                    .isNotEqualTo(transfers().get(1).sha256());
            assertThat(transfers().get(0).size()).isEqualTo(12);
        }

        @Test
        void ofSeveralMegabytes_isWhole() throws IOException {
            byte[] bytes = new byte[5_000_000];
            new java.util.Random(1).nextBytes(bytes);
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                sftp.put(new ByteArrayInputStream(bytes), "/big");
            }

            assertThat(gateway.home().resolve("big")).hasBinaryContent(bytes);
        }
    }

    @Nested
    @DisplayName("A2 a home")
    class InHome {
        @Test
        void offersTheUsual() throws IOException {
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                sftp.mkdir("/d");
                sftp.put(stream("x"), "/d/a");
                sftp.rename("/d/a", "/d/b");
                assertThat(sftp.stat("/d/b").getSize()).isEqualTo(1);
                assertThat(names(sftp, "/d")).containsExactlyInAnyOrder("b");
                try (InputStream in = sftp.read("/d/b")) {
                    assertThat(in).hasContent("x");
                }
                sftp.setStat("/d/b", new SftpClient.Attributes().perms(0600).modifyTime(1));
                sftp.remove("/d/b");
                sftp.rmdir("/d");
                assertThat(names(sftp, "/")).isEmpty();
                assertThat(sftp.canonicalPath(".")).isEqualTo("/");
            }
        }

        @Test
        void cannotBeLeft() throws IOException {
            Files.createDirectories(gateway.home());
            Files.writeString(gateway.root.resolve("homes/secret"), "secret");
            Files.createSymbolicLink(gateway.home().resolve("link"), gateway.root.resolve("homes"));
            Files.createSymbolicLink(gateway.home().resolve("file"), gateway.root.resolve("homes/secret"));
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                for (String path : List.of("/../secret", "../secret", "/a/../../secret", "/link/secret", "/file")) {
                    assertThatThrownBy(() -> sftp.read(path).read()).as(path).isInstanceOf(SftpException.class);
                    assertThatThrownBy(() -> sftp.stat(path)).as(path).isInstanceOf(SftpException.class);
                    assertThatThrownBy(() -> sftp.put(stream("x"), path))
                            .as(path)
                            .isInstanceOf(SftpException.class);
                    assertThatThrownBy(() -> sftp.remove(path)).as(path).isInstanceOf(SftpException.class);
                    assertThatThrownBy(() -> sftp.rename(path, "/x")).as(path).isInstanceOf(SftpException.class);
                }
                assertThatThrownBy(() -> names(sftp, "/link")).hasRootCauseInstanceOf(SftpException.class);
                assertThatThrownBy(() -> sftp.symLink("/l", "/etc")).isInstanceOf(SftpException.class);
            }
            assertThat(gateway.root.resolve("homes/secret")).hasContent("secret");
        }

        @Test
        void hidesFlotillasOwnNames() throws IOException {
            Files.createDirectories(gateway.home());
            Files.writeString(gateway.home().resolve(".flotilla-x"), "x");
            try (ClientSession session = gateway.session();
                    SftpClient sftp = GatewayFixture.sftp(session)) {
                assertThat(names(sftp, "/")).doesNotContain(".flotilla-x");
                assertThatThrownBy(() -> sftp.stat("/.flotilla-x")).isInstanceOf(SftpException.class);
                assertThatThrownBy(() -> sftp.read("/.flotilla-x").read()).isInstanceOf(SftpException.class);
            }
        }
    }

    @Nested
    @DisplayName("A1 signing in")
    class SignIn {
        @Test
        void withPublicKey_succeeds() throws Exception {
            KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
            gateway.accounts.with("keyed", null, PublicKeyEntry.toString(pair.getPublic()));
            try (ClientSession session = gateway.client()
                    .connect("keyed", "127.0.0.1", gateway.port)
                    .verify(Duration.ofSeconds(10))
                    .getSession()) {
                session.addPublicKeyIdentity(pair);
                session.auth().verify(Duration.ofSeconds(10));

                assertThat(GatewayFixture.sftp(session).canonicalPath(".")).isEqualTo("/");
            }
        }

        @Test
        void withWrongPassword_failsAfterAWhile() {
            long began = System.nanoTime();

            assertThatThrownBy(() -> gateway.session(GatewayFixture.ACCOUNT, "wrong"))
                    .isInstanceOf(SshException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
        }

        @Test
        void onNodeThatMayNotAccept_isTurnedAway() {
            gateway.lease.lose();

            assertThatThrownBy(() -> gateway.session()).isInstanceOf(IOException.class);
        }
    }

    private List<Transfer> transfers() {
        return gateway.store
                .find(new TransferFilter(null, GatewayFixture.ACCOUNT, null, null, null, null), null, 100)
                .items();
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        List<String> names = new ArrayList<>();
        sftp.readDir(folder).forEach(entry -> names.add(entry.getFilename()));
        names.removeAll(List.of(".", ".."));
        return names;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
