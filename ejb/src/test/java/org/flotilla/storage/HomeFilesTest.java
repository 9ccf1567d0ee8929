package org.flotilla.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.test.TestStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T6 housekeeping in homes")
class HomeFilesTest {

    private static final Instant DAY = Instant.parse("2026-03-14T23:59:59.123456789Z");

    private Contents contents;
    private Home home;
    private HomeFiles files;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        StorageRoot storage = TestStorage.at(root);
        contents = new Contents(storage, new NodeClock());
        home = new Homes(storage, contents).open("acme");
        files = new HomeFiles(home);
    }

    private Path put(String path, String text) throws IOException {
        Path file = home.root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(DAY));
        return file;
    }

    private List<HomeFile> in(String folder) {
        TreeSet<HomeFile> found = new TreeSet<>(HomeFile.OLDEST_FIRST);
        files.each(folder, found::add, closed -> {});
        return new ArrayList<>(found);
    }

    @Nested
    class Looking {

        @Test
        void folder_hasItsFilesAndThoseBelow() throws IOException {
            put("in/a.txt", "one");
            put("in/deep/er/b.txt", "three");
            put("out/c.txt", "other");

            assertThat(in("/in"))
                    .extracting(file -> file.path().text())
                    .containsExactly("/in/a.txt", "/in/deep/er/b.txt");
            assertThat(in("/")).hasSize(3).first().satisfies(file -> {
                assertThat(file.size()).isEqualTo(3);
                assertThat(file.modified()).isEqualTo(DAY);
            });
            assertThat(in("/nowhere")).isEmpty();
        }

        @Test
        @DisplayName("A2 links are not followed, and Flotilla's own names not seen")
        void linksAndOwnNames_areNotSeen(@TempDir Path elsewhere) throws IOException {
            Files.writeString(elsewhere.resolve("secret"), "secret");
            Files.createSymbolicLink(home.root().resolve("link"), elsewhere);
            Files.createSymbolicLink(home.root().resolve("file"), elsewhere.resolve("secret"));
            put(".flotilla-x", "landing");
            put(".flotilla-y/a.txt", "own");

            assertThat(in("/")).isEmpty();
            assertThat(catchThrowableOfType(FlotillaException.class, () -> in("/link"))
                            .code())
                    .isEqualTo(ErrorCode.PERMISSION_DENIED);
        }

        @Test
        @DisplayName("T6 a file has the key of its content, whatever its name")
        void file_hasTheKeyOfItsContent() throws IOException {
            StagedContent staged = contents.stage();
            staged.write(ByteBuffer.wrap("text".getBytes(StandardCharsets.UTF_8)), 0);
            ContentId content = staged.seal().id();
            home.land(content, home.resolve("/in/a.txt"));
            Files.move(home.root().resolve("in/a.txt"), home.root().resolve("in/b.txt"));

            assertThat(contents.key(content)).contains(in("/in").get(0).key());
            contents.delete(content);
            assertThat(contents.key(content)).isEmpty();
        }
    }

    @Nested
    class Deleting {

        @Test
        void again_doesNothing() throws IOException {
            Path path = put("in/a.txt", "one");
            HomeFile file = in("/in").get(0);

            assertThat(files.delete(file)).isTrue();
            assertThat(path).doesNotExist();
            assertThat(files.delete(file)).isFalse();
        }

        @Test
        void replacedFile_stays() throws IOException {
            Path path = put("in/a.txt", "one");
            HomeFile file = in("/in").get(0);
            Files.move(put("in/other", "two"), path, StandardCopyOption.REPLACE_EXISTING);

            assertThat(files.delete(file)).isFalse();
            assertThat(files.archive(file, "/archive")).isFalse();

            assertThat(path).hasContent("two");
        }
    }

    @Nested
    class Archiving {

        @Test
        void file_keepsItsPathBelowItsDay() throws IOException {
            Path path = put("in/deep/a.txt", "one");

            assertThat(files.archive(in("/in").get(0), "/archive")).isTrue();

            assertThat(path).doesNotExist();
            assertThat(in("/archive")).singleElement().satisfies(file -> {
                assertThat(file.path().text()).isEqualTo("/archive/2026-03-14/in/deep/a.txt");
                assertThat(file.modified()).isEqualTo(DAY);
            });
        }

        @Test
        @DisplayName("T6 what is in the archive is not replaced")
        void sameName_getsAFolderOfItsOwn() throws IOException {
            for (String text : List.of("one", "two", "three")) {
                put("in/a.txt", text);
                files.archive(in("/in").get(0), "/archive");
            }
            put("archive/2026-03-14-4", "in the way");
            put("in/a.txt", "four");
            files.archive(in("/in").get(0), "/archive");

            Path archive = home.root().resolve("archive");
            assertThat(archive.resolve("2026-03-14/in/a.txt")).hasContent("one");
            assertThat(archive.resolve("2026-03-14-2/in/a.txt")).hasContent("two");
            assertThat(archive.resolve("2026-03-14-3/in/a.txt")).hasContent("three");
            assertThat(archive.resolve("2026-03-14-5/in/a.txt")).hasContent("four");
        }

        @Test
        @DisplayName("S4 a move that ended half-way is finished")
        void linkedAlready_isFinished() throws IOException {
            Path path = put("in/a.txt", "one");
            HomeFile file = in("/in").get(0);
            Path archived = home.root().resolve("archive/2026-03-14/in/a.txt");
            Files.createDirectories(archived.getParent());
            Files.createLink(archived, path);

            assertThat(files.archive(file, "/archive")).isTrue();

            assertThat(path).doesNotExist();
            assertThat(in("/archive")).hasSize(1);
        }

        @Test
        void fileInTheWayOfTheArchive_isSaid() throws IOException {
            Path path = put("in/a.txt", "one");
            put("archive", "a file");

            FlotillaException refusal = catchThrowableOfType(
                    FlotillaException.class, () -> files.archive(in("/in").get(0), "/archive"));

            assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(refusal).hasMessageContaining("no free place");
            assertThat(path).exists();
        }

        @Test
        void pathThatGetsTooLong_isSaid() throws IOException {
            String folder = "f".repeat(200);
            Path deep = home.root();
            while (deep.toString().length() < 3800) {
                deep = deep.resolve(folder);
            }
            Path path = put(home.root().relativize(deep) + "/a.txt", "one");
            String archive = "/" + "a".repeat(250) + "/" + "b".repeat(250);

            FlotillaException refusal = catchThrowableOfType(
                    FlotillaException.class,
                    () -> files.archive(in("/" + folder).get(0), archive));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(path).exists();
        }
    }
}
