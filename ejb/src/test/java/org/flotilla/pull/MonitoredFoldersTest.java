package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SourceConnection;
import org.flotilla.test.TestStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3 A2 folders that other programs put files into")
class MonitoredFoldersTest {

    @TempDir
    private Path machine;

    private Path root;

    private MonitoredFolders folders;
    private Path out;

    @BeforeEach
    void prepare() throws IOException {
        root = machine.resolve("storage");
        folders = new MonitoredFolders(TestStorage.at(root));
        out = Files.createDirectories(root.resolve("monitored/erp/out"));
    }

    @AfterEach
    void forgetProperty() {
        System.clearProperty(MonitoredFolders.PROPERTY);
    }

    private SourceConnection source() {
        return folders.open("/erp/out");
    }

    private static String text(SourceConnection source, String path, long offset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        source.read(path, offset, some -> {
            while (some.hasRemaining()) {
                bytes.write(some.get());
            }
        });
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assertRefused(ErrorCode code, String why, ThrowingCallable act) {
        FlotillaException refusal = catchThrowableOfType(FlotillaException.class, act);
        assertThat(refusal).isNotNull().hasMessageContaining(why);
        assertThat(refusal.code()).isEqualTo(code);
    }

    @Nested
    @DisplayName("A2 which folders can be used")
    class Where {

        @Test
        void withinTheStoragesOwnFolder() {
            assertThatCode(() -> folders.ensureUsable("/erp/out")).doesNotThrowAnyException();
        }

        @Test
        void whatIsNotThere_orIsNoFolder_isRefused() throws IOException {
            Files.writeString(out.resolve("file"), "x");

            assertRefused(ErrorCode.INVALID_INPUT, "it is not there", () -> folders.ensureUsable("/erp/other"));
            assertRefused(ErrorCode.INVALID_INPUT, "is no folder", () -> folders.ensureUsable("/erp/out/file"));
            assertRefused(ErrorCode.INVALID_INPUT, "no such names", () -> folders.ensureUsable("/\uD800"));
        }

        @Test
        void symbolicLink_atAnyStep_isRefused() throws IOException {
            Files.createDirectories(root.resolve("elsewhere/out"));
            Files.createSymbolicLink(root.resolve("monitored/erp/link"), root.resolve("elsewhere"));

            assertRefused(ErrorCode.INVALID_INPUT, "link is a symbolic link", () -> folders.ensureUsable("/erp/link"));
            assertRefused(
                    ErrorCode.INVALID_INPUT, "link is a symbolic link", () -> folders.ensureUsable("/erp/link/out"));
            assertRefused(
                    ErrorCode.INVALID_INPUT, "link is a symbolic link", () -> source().list("/erp/link", file -> {}));
        }

        @Test
        void folderOfTheProperty_isTheOnlyOne() throws IOException {
            Path drop = Files.createDirectories(machine.resolve("drop/in")).getParent();
            System.setProperty(
                    MonitoredFolders.PROPERTY,
                    Files.createSymbolicLink(machine.resolve("chosen"), drop).toString());

            assertThatCode(() -> folders.ensureUsable("/in")).doesNotThrowAnyException();
            assertRefused(ErrorCode.INVALID_INPUT, "it is not there", () -> folders.ensureUsable("/erp/out"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/homes", "/homes/acme", "/contents", "/."})
        void flotillasOwnFiles_areRefused_evenIfTheyAreBelow(String folder) throws IOException {
            Files.createDirectories(root.resolve("homes/acme"));
            System.setProperty(MonitoredFolders.PROPERTY, root.toString());

            assertRefused(ErrorCode.INVALID_INPUT, "among Flotilla's own", () -> folders.ensureUsable(folder));
            assertThatCode(() -> folders.ensureUsable("/monitored/erp/out")).doesNotThrowAnyException();
        }
    }

    @Nested
    @DisplayName("S3 which files are seen")
    class Looking {

        @Test
        void regularOnesOnly() throws IOException {
            Files.writeString(out.resolve("a.csv"), "one");
            Files.createDirectories(out.resolve("folder"));
            Files.createSymbolicLink(out.resolve("link"), Path.of("/etc/hostname"));
            List<RemoteFile> files = new ArrayList<>();

            source().list("/erp/out", files::add);

            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.name()).isEqualTo("a.csv");
                assertThat(file.size()).isEqualTo(3);
                assertThat(file.modified()).isEqualTo(file.modified().truncatedTo(ChronoUnit.SECONDS));
                assertThat(source().look("/erp/out/a.csv")).contains(file);
                assertThat(source().size("/erp/out/a.csv")).hasValue(3);
                assertThat(folders.open("/erp").size("/erp")).isEmpty();
            });
            assertThat(source().look("/erp/out/link")).isEmpty();
            assertThat(source().look("/erp/out/folder")).isEmpty();
            assertThat(source().look("/erp/out/nothing")).isEmpty();
        }

        @Test
        @DisplayName("T8 a folder that is away is not one without files: what was taken from it is not forgotten")
        void folderThatIsAway_isSaid() throws IOException {
            Files.delete(out);

            assertRefused(ErrorCode.INVALID_INPUT, "it is not there", () -> source().look("/erp/out/a.csv"));
        }

        @Test
        void readsFromTheOffset() throws IOException {
            Files.writeString(out.resolve("a.csv"), "0123456789");

            assertThat(text(source(), "/erp/out/a.csv", 0)).isEqualTo("0123456789");
            assertThat(text(source(), "/erp/out/a.csv", 7)).isEqualTo("789");
        }

        @Test
        void linkThatWasPutThereMeanwhile_isNotRead() throws IOException {
            Files.createSymbolicLink(out.resolve("a.csv"), Path.of("/etc/hostname"));

            assertRefused(ErrorCode.PARTNER_REFUSED, "read /erp/out/a.csv", () -> text(source(), "/erp/out/a.csv", 0));
            assertRefused(ErrorCode.PARTNER_REFUSED, "it is not there", () -> text(source(), "/erp/out/b.csv", 0));
        }
    }

    @Nested
    @DisplayName("T6 what is done with files")
    class Acting {

        @BeforeEach
        void makeArchive() throws IOException {
            Files.createDirectories(root.resolve("monitored/erp/done"));
        }

        @Test
        void moved_isThereUnderTheNewNameOnly() throws IOException {
            Files.writeString(out.resolve("a.csv"), "one");

            assertThat(source().move("/erp/out/a.csv", "/erp/done/a.csv")).isTrue();

            assertThat(root.resolve("monitored/erp/done/a.csv")).hasContent("one");
            assertThat(out.resolve("a.csv")).doesNotExist();
        }

        @Test
        void takenName_isKept() throws IOException {
            Files.writeString(out.resolve("a.csv"), "two");
            Files.writeString(root.resolve("monitored/erp/done/a.csv"), "one");

            assertThat(source().move("/erp/out/a.csv", "/erp/done/a.csv")).isFalse();

            assertThat(root.resolve("monitored/erp/done/a.csv")).hasContent("one");
            assertThat(out.resolve("a.csv")).hasContent("two");
        }

        @Test
        void nothingToMove_leavesNothing() {
            assertRefused(
                    ErrorCode.PARTNER_REFUSED,
                    "it is not there",
                    () -> source().move("/erp/out/a.csv", "/erp/done/a.csv"));

            assertThat(root.resolve("monitored/erp/done")).isEmptyDirectory();
        }

        @Test
        void archiveBehindALink_isRefused() throws IOException {
            Files.writeString(out.resolve("a.csv"), "one");
            Files.createSymbolicLink(root.resolve("monitored/archive"), root.resolve("homes"));

            assertRefused(
                    ErrorCode.INVALID_INPUT,
                    "archive is a symbolic link",
                    () -> source().move("/erp/out/a.csv", "/archive/a.csv"));
            assertRefused(
                    ErrorCode.INVALID_INPUT,
                    "archive is a symbolic link",
                    () -> folders.ensureMovable("/erp/out", "/archive"));
            assertThat(out.resolve("a.csv")).exists();
        }

        @Test
        void deleted_isGone_andMayBeGoneAlready() throws IOException {
            Files.writeString(out.resolve("a.csv"), "one");

            source().delete("/erp/out/a.csv");
            source().delete("/erp/out/a.csv");

            assertThat(out).isEmptyDirectory();
        }
    }
}
