package org.flotilla.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T3 O5 storage that is not mounted")
class UnmountedTest {
    private static final String ACCOUNT = "acme";

    private Path mount;
    private Path away;
    private Contents contents;
    private Homes homes;

    @BeforeEach
    void mounted(@TempDir Path folder) throws IOException {
        mount = Files.createDirectory(folder.resolve("mount"));
        away = folder.resolve("away");
        StorageRoot root = new StorageRoot(mount);
        root.prepare();
        contents = new Contents(root, new NodeClock());
        homes = new Homes(root, contents);
    }

    @Test
    void takesNoContent() throws IOException {
        unmount();

        assertFails(contents::stage, ErrorCode.STORAGE);
        assertThat(mount).isEmptyDirectory();
    }

    @Test
    void makesNoHome() throws IOException {
        homes.open(ACCOUNT);
        unmount();

        assertFails(() -> homes.open(ACCOUNT), ErrorCode.STORAGE);
        assertFails(() -> homes.of(ACCOUNT), ErrorCode.STORAGE);
        assertThat(mount).isEmptyDirectory();
    }

    @Test
    void doesNotSayThatAContentIsGoneForGood() throws IOException {
        StagedContent staged = contents.stage();
        staged.write(ByteBuffer.wrap(new byte[] {1}), 0);
        ContentId content = staged.seal().id();
        unmount();

        assertFails(() -> contents.open(content).close(), ErrorCode.STORAGE);

        Files.delete(mount);
        Files.move(away, mount);
        contents.open(content).close();
        contents.delete(content);
        assertFails(() -> contents.open(content).close(), ErrorCode.FILE_MISSING);
    }

    @Test
    @DisplayName("T3 a file to be kept is not said to be missing while all is")
    void doesNotSayThatAFileIsMissing() throws IOException {
        HomePath file = homes.open(ACCOUNT).resolve("/a.txt");
        assertFails(() -> contents.keep(file), ErrorCode.NOT_FOUND);
        unmount();

        assertFails(() -> contents.keep(file), ErrorCode.STORAGE);
    }

    @Test
    @DisplayName("K2 a home that was removed is not made again by what comes late")
    void removedHome_isMadeByALogInOnly() throws IOException {
        Home home = homes.open(ACCOUNT);
        StagedContent staged = contents.stage();
        ContentId content = staged.seal().id();
        HomePath target = home.resolve("/in/a.txt");
        Files.delete(home.root());

        assertFails(() -> homes.of(ACCOUNT), ErrorCode.NOT_FOUND);
        assertThatThrownBy(() -> home.land(content, target)).isInstanceOf(FlotillaException.class);
        assertThat(home.root()).doesNotExist();

        assertThat(homes.open(ACCOUNT).root()).isDirectory();
    }

    @Test
    @DisplayName("T3 a home that the file system cannot tell about is not said to be gone")
    void unreadableHome_isAFailureOfTheStorage() {
        String unreadable = "a".repeat(300);

        assertFails(() -> homes.of(unreadable), ErrorCode.STORAGE);
    }

    /** The mount point stays, empty, on the local disk. */
    private void unmount() throws IOException {
        Files.move(mount, away);
        Files.createDirectory(mount);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
