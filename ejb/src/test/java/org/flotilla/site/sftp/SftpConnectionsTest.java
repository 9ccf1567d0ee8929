package org.flotilla.site.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SiteConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T2 connections to SFTP sites")
class SftpConnectionsTest {
    private static final String SITE = "acme";

    private final TestConnections connections = new TestConnections();
    private TestPartner partner;
    private TestPartner other;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        partner = new TestPartner(root.resolve("partner"));
        other = new TestPartner(root.resolve("other"));
        connections.put(partner.site(SITE));
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        partner.close();
        other.close();
    }

    @Nested
    class Idle {
        @Test
        void sameSite_isUsedAgain() {
            use();
            use();

            assertThat(partner.sessions()).isEqualTo(1);
        }

        @Test
        @DisplayName("T2 a site that was deleted and made anew with another host is not reached by an old connection")
        void siteMadeAnew_isConnectedAnew() {
            use();
            connections.put(other.site(SITE));

            try (SiteConnection connection = connections.connections().open(SITE)) {
                assertThat(connection.peer()).isEqualTo(other.site(SITE).peer());
                connection.write("/in/a.txt", new ByteArrayInputStream("a".getBytes(UTF_8)), () -> {});
            }
            assertThat(other.file("/in/a.txt")).exists();
        }

        @Test
        void changedSite_isForgotten() {
            use();
            connections.put(other.site(SITE));

            connections.connections().onChange(new ConfigurationChanged(2));

            await().until(() -> partner.sessions() == 0);
        }

        @Test
        void deletedSite_isForgotten() {
            use();
            connections.delete(SITE, 0, "admin");

            connections.connections().onChange(new ConfigurationChanged(2));

            await().until(() -> partner.sessions() == 0);
        }

        @Test
        void unchangedSite_isKept() {
            use();

            connections.connections().onChange(new ConfigurationChanged(2));
            use();

            assertThat(partner.sessions()).isEqualTo(1);
        }

        @Test
        void siteThatWasDeletedMeanwhile_isNotKept() {
            try (SiteConnection connection = connections.connections().open(SITE)) {
                connection.size("/in");
                connections.delete(SITE, 0, "admin");
            }

            await().until(() -> partner.sessions() == 0);
        }

        @Test
        @DisplayName("W4 a new connection to a site that was changed takes the place of the old one")
        void changedSite_hasOneConnection() {
            use();
            connections.put(other.site(SITE));

            try (SiteConnection connection = connections.connections().open(SITE)) {
                connection.size("/in");
                await().until(() -> partner.sessions() == 0);
            }
        }

        @Test
        @DisplayName("W4 one that is kept is ended, and none of another site")
        void keptOne_isEnded() {
            connections.put(other.site("other"));
            use();
            try (SiteConnection connection = connections.connections().open("other")) {
                connection.size("/in");
            }

            connections.connections().closeOne(SITE);
            connections.connections().closeOne(SITE);

            await().until(() -> partner.sessions() == 0);
            assertThat(other.sessions()).isEqualTo(1);
        }

        private void use() {
            try (SiteConnection connection = connections.connections().open(SITE)) {
                connection.size("/in");
            }
        }
    }

    @Nested
    @DisplayName("T8 replacing a file at a server that cannot do so at once")
    class Replace {
        private final AtomicInteger questions = new AtomicInteger();
        private TestPartner plain;

        @BeforeEach
        void filesAreThere(@TempDir Path root) throws IOException {
            plain = new TestPartner(root.resolve("plain"), true);
            connections.put(plain.site(SITE));
            Files.writeString(plain.file("/in/a.part"), "new");
            Files.writeString(plain.file("/in/a.txt"), "old");
        }

        @AfterEach
        void stop() throws IOException {
            plain.close();
        }

        @Test
        void owned_isReplaced() {
            replace(questions::incrementAndGet);

            assertThat(plain.file("/in/a.txt")).hasContent("new");
            assertThat(names()).containsExactly("a.txt");
            assertThat(questions).hasValue(2);
        }

        @Test
        @DisplayName("Q5 an owner that was frozen does not delete what its successor delivered")
        void lostInBetween_deletesNothing() {
            assertThatThrownBy(() -> replace(this::delivered)).isInstanceOfSatisfying(FlotillaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER);
            });

            assertThat(plain.file("/in/a.txt")).hasContent("delivered by the successor");
        }

        @Test
        @DisplayName("Q5 an owner that was frozen after its question leaves what its successor delivered")
        void successorDeliversInBetween_staysDelivered() {
            plain.beforeRename((from, to) -> {
                if (from.equals(plain.file("/in/a.txt"))) {
                    Files.move(plain.file("/in/a.part"), from, StandardCopyOption.REPLACE_EXISTING);
                }
            });

            assertRefused();

            assertThat(plain.file("/in/a.txt")).hasContent("new");
            assertThat(names()).containsExactly("a.txt");
        }

        @Test
        @DisplayName("Q5 an owner that was frozen between its two renames leaves what its successor delivered")
        void successorDeliversWhileTheOldOneIsAside_staysDelivered() {
            plain.beforeRename((from, to) -> {
                if (from.equals(plain.file("/in/a.part")) && !Files.exists(to)) {
                    Files.move(from, to);
                }
            });

            assertRefused();

            assertThat(plain.file("/in/a.txt")).hasContent("new");
            assertThat(names()).containsExactly("a.txt");
        }

        @Test
        void renamesForbidden_leavesTheFileThatIsThere() {
            plain.beforeRename((from, to) -> {
                throw new AccessDeniedException(from.toString());
            });

            assertRefused();

            assertThat(plain.file("/in/a.txt")).hasContent("old");
        }

        @Test
        void newOneRefused_putsTheOldOneBack() {
            plain.beforeRename((from, to) -> {
                if (from.equals(plain.file("/in/a.part"))) {
                    throw new AccessDeniedException(from.toString());
                }
            });

            assertRefused();

            assertThat(plain.file("/in/a.txt")).hasContent("old");
            assertThat(plain.file("/in/a.part")).hasContent("new");
            assertThat(names()).containsExactlyInAnyOrder("a.txt", "a.part");
        }

        private String[] names() {
            return plain.file("/in").toFile().list();
        }

        private void assertRefused() {
            assertThatThrownBy(() -> replace(questions::incrementAndGet)).isInstanceOf(FlotillaException.class);
        }

        /** At the second question, the one before the deletion. */
        private void delivered() {
            if (questions.incrementAndGet() == 2) {
                try {
                    Files.writeString(plain.file("/in/a.txt"), "delivered by the successor");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
            }
        }

        private void replace(Runnable stillOurs) {
            try (SiteConnection connection = connections.connections().open(SITE)) {
                connection.replace("/in/a.part", "/in/a.txt", stillOurs);
            }
        }
    }

    @Nested
    @DisplayName("W4 an event that is lost while a partner does not answer")
    @Timeout(20)
    class Lost {
        private static final int BYTES = 512 * 1024;

        private final CountDownLatch answer = new CountDownLatch(1);
        private final AtomicInteger questions = new AtomicInteger();

        @AfterEach
        void answer() {
            answer.countDown();
        }

        @Test
        void endsTheWritingAndTheConnection_withoutTheAnswer() {
            partner.beforeWrite(this::awaitAnswer);

            assertLost(connection ->
                    connection.write("/in/a.txt", new ByteArrayInputStream(new byte[BYTES]), this::lostAfterSome));
        }

        @Test
        void endsTheReadingAndTheConnection_withoutTheAnswer() throws IOException {
            Files.write(partner.file("/in/a.txt"), new byte[BYTES]);
            partner.beforeRead(offset -> {
                if (offset > BYTES / 2) {
                    awaitAnswer();
                }
            });

            assertLost(connection -> connection.read("/in/a.txt", 0, bytes -> lostAfterSome()));
        }

        @Test
        void endsTheListingAndTheConnection() throws IOException {
            for (int i = 1; i <= 3; i++) {
                Files.writeString(partner.file("/in/%d.txt".formatted(i)), "listed");
            }

            assertLost(connection -> connection.list("/in", file -> lostAfterSome()));
        }

        private void assertLost(Consumer<SiteConnection> use) {
            try (SiteConnection connection = connections.connections().open(SITE)) {
                assertThatThrownBy(() -> use.accept(connection))
                        .isInstanceOfSatisfying(
                                FlotillaException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
                await().until(() -> partner.sessions() == 0);
            }
            assertThat(answer.getCount()).isEqualTo(1);
        }

        private void lostAfterSome() {
            if (questions.incrementAndGet() == 3) {
                throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
            }
        }

        private void awaitAnswer() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    @DisplayName("T2 T4 taking files from a partner")
    class Taking {

        private static final int LARGE = 300_000;

        @Test
        void list_givesTheRegularFiles() throws IOException {
            Files.writeString(partner.file("/in/a.txt"), "text");
            Files.setLastModifiedTime(partner.file("/in/a.txt"), FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
            Files.createDirectory(partner.file("/in/folder"));
            List<RemoteFile> files = new ArrayList<>();

            with(connection -> connection.list("/in", files::add));

            assertThat(files).containsExactly(new RemoteFile("a.txt", 4, Instant.ofEpochSecond(1_700_000_000)));
            with(connection -> assertThat(connection.look("/in/a.txt")).contains(files.get(0)));
            with(connection -> assertThat(connection.look("/in/folder")).isEmpty());
            with(connection -> assertThat(connection.look("/in/none")).isEmpty());
            assertRefused(connection -> connection.list("/none", files::add));
        }

        @Test
        @DisplayName("T4 reads a file from any byte on")
        void read_beginsAtTheOffset() throws IOException {
            byte[] bytes = new byte[LARGE];
            new Random(42).nextBytes(bytes);
            Files.write(partner.file("/in/a.bin"), bytes);

            for (int offset : new int[] {0, 1, 100_000, LARGE}) {
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                with(connection -> connection.read("/in/a.bin", offset, some -> {
                    while (some.hasRemaining()) {
                        read.write(some.get());
                    }
                }));
                assertThat(read.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, offset, LARGE));
            }
            assertRefused(connection -> connection.read("/in/none", 0, some -> {}));
        }

        @Test
        void readThatIsEndedByTheSink_leavesTheConnectionUsable() throws IOException {
            Files.write(partner.file("/in/a.bin"), new byte[LARGE]);

            with(connection -> {
                assertThatThrownBy(() -> connection.read("/in/a.bin", 0, some -> {
                            throw FlotillaException.invalid("Enough.", "Nothing.");
                        }))
                        .hasMessage("Enough.");
                assertThat(connection.size("/in/a.bin")).hasValue(LARGE);
            });
        }

        @Test
        void move_replacesNothing() throws IOException {
            Files.writeString(partner.file("/in/a.txt"), "new");
            Files.writeString(partner.file("/in/b.txt"), "old");

            with(connection ->
                    assertThat(connection.move("/in/a.txt", "/in/b.txt")).isFalse());
            with(connection ->
                    assertThat(connection.move("/in/a.txt", "/in/c.txt")).isTrue());

            assertThat(partner.file("/in/b.txt")).hasContent("old");
            assertThat(partner.file("/in/c.txt")).hasContent("new");
            assertRefused(connection -> connection.move("/in/c.txt", "/none/c.txt"));
        }

        private void with(Consumer<SiteConnection> work) {
            try (SiteConnection connection = connections.connections().open(SITE)) {
                work.accept(connection);
            }
        }

        private void assertRefused(Consumer<SiteConnection> work) {
            assertThatThrownBy(() -> with(work))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PARTNER_REFUSED));
        }
    }
}
