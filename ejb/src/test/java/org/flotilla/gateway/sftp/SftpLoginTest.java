package org.flotilla.gateway.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.CapturedLog;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A1 A5 K2 who may use the SFTP gateway, and for how long")
class SftpLoginTest {
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
    @DisplayName("K2 the session of an account")
    class OfAnAccount {
        private ClientSession session;
        private SftpClient sftp;

        @BeforeEach
        void signIn() throws IOException {
            session = gateway.session();
            sftp = GatewayFixture.sftp(session);
        }

        @Test
        void disabled_doesNothingMore() throws IOException {
            SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write, OpenMode.Create);
            sftp.write(file, 0, "whole".getBytes(UTF_8));

            gateway.accounts.disable(GatewayFixture.ACCOUNT);

            assertThatThrownBy(() -> sftp.close(file)).hasMessageContaining("Log in again");
            assertThatThrownBy(() -> sftp.put(new ByteArrayInputStream(new byte[1]), "/b.txt"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.mkdir("/d")).isInstanceOf(IOException.class);
            assertThat(gateway.homeFiles()).isEmpty();
            assertThat(gateway.contentFiles()).isEmpty();
        }

        @Test
        void deleted_doesNotMakeTheHomeAgain() throws IOException {
            gateway.accounts.delete(GatewayFixture.ACCOUNT, 1, "test");
            Files.delete(gateway.home());

            assertThatThrownBy(() -> sftp.mkdir("/d")).isInstanceOf(IOException.class);

            assertThat(gateway.home()).doesNotExist();
        }

        @Test
        void whoseHomeWasRemoved_doesNotMakeItAgain() throws IOException {
            SftpClient.CloseableHandle file = sftp.open("/a.txt", OpenMode.Write, OpenMode.Create);
            Files.delete(gateway.home());

            assertThatThrownBy(() -> sftp.close(file)).isInstanceOf(IOException.class);

            assertThat(gateway.home()).doesNotExist();
            assertThat(gateway.contentFiles()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"disabled", "deleted", "another password"})
        void changed_isClosed(String change) {
            switch (change) {
                case "disabled" -> gateway.accounts.disable(GatewayFixture.ACCOUNT);
                case "deleted" -> gateway.accounts.delete(GatewayFixture.ACCOUNT, 1, "test");
                default -> gateway.accounts.with(GatewayFixture.ACCOUNT, "another password");
            }
            gateway.accountsChanged();

            await().atMost(Duration.ofSeconds(5)).until(() -> !session.isOpen());
        }

        @Test
        void unchanged_staysOpen() throws IOException {
            gateway.accounts.with("other", "another password");
            gateway.accountsChanged();

            sftp.mkdir("/d");
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Nested
    @DisplayName("A5 the audit log")
    class AuditLog {
        @Test
        void hasALogInByPasswordOnce() throws IOException {
            try (ClientSession session = gateway.session()) {
                GatewayFixture.sftp(session).mkdir("/d");
                GatewayFixture.sftp(session).mkdir("/e");

                await().untilAsserted(() -> assertThat(gateway.audited)
                        .singleElement()
                        .asString()
                        .startsWith("account.sign-in acme SFTP from 127.0.0.1:")
                        .endsWith("by password"));
            }
        }

        @Test
        void hasALogInByKeyWithItsFingerprintOnce() throws Exception {
            KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
            gateway.accounts.with("keyed", null, PublicKeyEntry.toString(pair.getPublic()));
            try (ClientSession session = connect("keyed")) {
                session.addPublicKeyIdentity(pair);
                session.auth().verify(Duration.ofSeconds(10));

                await().untilAsserted(() -> assertThat(gateway.audited)
                        .singleElement()
                        .asString()
                        .contains("account.sign-in keyed", "public key " + KeyUtils.getFingerPrint(pair.getPublic())));
            }
        }

        @Test
        void hasARefusalOncePerSession() throws Exception {
            KeyPair foreign = KeyUtils.generateKeyPair("ssh-ed25519", 256);
            try (ClientSession session = connect(GatewayFixture.ACCOUNT)) {
                session.addPublicKeyIdentity(foreign);
                session.addPasswordIdentity("wrong");
                session.addPasswordIdentity("wrong too");
                assertThatThrownBy(() -> session.auth().verify(Duration.ofSeconds(20)))
                        .isInstanceOf(SshException.class);
            }

            await().untilAsserted(() -> assertThat(gateway.audited)
                    .singleElement()
                    .asString()
                    .contains("account.sign-in.refused acme", "127.0.0.1", "3 refused", "by password"));
        }

        @Test
        void isWrittenWhilePasswordsAreBeingChecked() throws Exception {
            CountDownLatch begun = new CountDownLatch(4);
            CountDownLatch checked = new CountDownLatch(1);
            gateway.accounts.beforeSignIn.set(() -> {
                begun.countDown();
                awaitQuietly(checked);
            });
            KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
            gateway.accounts.with("keyed", null, PublicKeyEntry.toString(pair.getPublic()));
            List<ClientSession> waiting = new ArrayList<>();
            try (ClientSession session = connect("keyed")) {
                for (int i = 0; i < 4; i++) {
                    ClientSession other = connect(GatewayFixture.ACCOUNT);
                    other.addPasswordIdentity(GatewayFixture.PASSWORD);
                    other.auth();
                    waiting.add(other);
                }
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
                session.addPublicKeyIdentity(pair);
                session.auth().verify(Duration.ofSeconds(10));

                await().untilAsserted(() -> assertThat(gateway.audited).hasSize(1));
            } finally {
                checked.countDown();
                for (ClientSession other : waiting) {
                    other.close();
                }
            }
        }

        @Test
        void isWrittenThoughTheGatewayCloses() throws IOException {
            CountDownLatch written = new CountDownLatch(1);
            gateway.auditWaits.set(written);
            gateway.session();

            gateway.closeServer();
            written.countDown();

            await().untilAsserted(() -> assertThat(gateway.audited).hasSize(1));
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void thatCannotBeWritten_endsTheSession() throws IOException {
            gateway.auditFailure.set(new FlotillaException(ErrorCode.DATABASE, "Away.", "Try again."));

            try (ClientSession session = gateway.session()) {
                await().atMost(Duration.ofSeconds(5)).until(() -> !session.isOpen());
            }
        }
    }

    @Nested
    @DisplayName("A1 strangers")
    class Strangers {
        @Test
        void areNotToldWrongPasswordWhenItCannotBeChecked() {
            gateway.accounts.failure.set(new IllegalStateException("The database is away."));

            assertThatThrownBy(() -> gateway.session()).hasMessageContaining("cannot be checked at present");
        }

        @Test
        void whoDoNotSignIn_holdOnlySoManyPlaces() throws IOException {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < GatewayFixture.PENDING_PER_ADDRESS; i++) {
                    sockets.add(greeted());
                }
                try (Socket oneTooMany = new Socket("127.0.0.1", gateway.port)) {
                    oneTooMany.setSoTimeout(5000);
                    assertThat(readsNothing(oneTooMany)).isTrue();
                }
                assertThatThrownBy(() -> gateway.session()).isInstanceOf(IOException.class);

                sockets.remove(0).close();

                await().untilAsserted(() -> gateway.session().close());
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }

        @Test
        void whoHaveSignedIn_holdNoPlace() throws IOException {
            List<ClientSession> sessions = new ArrayList<>();
            for (int i = 0; i <= GatewayFixture.PENDING_PER_ADDRESS; i++) {
                sessions.add(gateway.session());
            }

            assertThat(sessions).allMatch(ClientSession::isOpen);
        }

        @ParameterizedTest
        @ValueSource(strings = {"acme\nFORGED entry", "acme\r\nFORGED entry", "acme\u0000\u2028FORGED entry"})
        void withLineBreaksInTheirName_forgeNoLogEntry(String name) {
            try (CapturedLog log = new CapturedLog()) {
                assertThatThrownBy(() -> gateway.session(name, "wrong")).isInstanceOf(SshException.class);

                await().untilAsserted(() -> assertThat(gateway.audited).hasSize(1));
                assertThat(log.text()).contains("was refused").doesNotContain("ERROR");
                assertThat(log.text().split("\\R")).noneMatch(line -> line.startsWith("FORGED"));
            }
            assertThat(gateway.audited.get(0)).matches("[\\x20-\\x7E]+");
        }

        @Test
        void withNamesWithoutEnd_areCutShort() {
            assertThatThrownBy(() -> gateway.session("a".repeat(30_000), "wrong"))
                    .isInstanceOf(SshException.class);

            await().untilAsserted(() ->
                    assertThat(gateway.audited).singleElement().asString().hasSizeLessThan(300));
        }

        @Test
        void whoHangUp_areNoMatterForAWarning() throws IOException {
            try (CapturedLog log = new CapturedLog()) {
                Socket socket = greeted();
                socket.setSoLinger(true, 0);
                socket.close();

                for (int i = 0; i < GatewayFixture.PENDING_PER_ADDRESS; i++) {
                    await().untilAsserted(() -> gateway.session().close());
                }
                assertThat(log.text()).doesNotContain("exceptionCaught");
            }
        }

        private Socket greeted() throws IOException {
            Socket socket = new Socket("127.0.0.1", gateway.port);
            socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('S');
            return socket;
        }

        private static boolean readsNothing(Socket socket) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (IOException e) {
                return true;
            }
        }
    }

    private ClientSession connect(String name) throws IOException {
        return gateway.client()
                .connect(name, "127.0.0.1", gateway.port)
                .verify(Duration.ofSeconds(10))
                .getSession();
    }
}
