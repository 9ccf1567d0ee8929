package org.flotilla.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sql.StoredText;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SourceConnection;

/**
 * A monitored folder as where files are taken from. What is removed from it is removed durably before anything else is done, or a
 * crash of the file server would bring it back as a new file. Holds nothing between its calls.
 *
 * <p>What the file system refuses about one file is PARTNER_REFUSED, as with a site: a link in its place, permissions. What breaks
 * while bytes are read is UNREACHABLE.
 */
final class MonitoredFolder implements SourceConnection {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_PEER = 400;
    private static final Path SELF = Path.of(".");

    private final MonitoredFolders folders;
    private final String folder;

    MonitoredFolder(MonitoredFolders folders, String folder) {
        this.folders = folders;
        this.folder = folder;
    }

    @Override
    public String peer() {
        return StoredText.fit(folder, LONGEST_PEER);
    }

    @Override
    public String protocol() {
        return "FOLDER";
    }

    /** The folder itself is asked for only to keep a connection from being idle. */
    @Override
    public OptionalLong size(String path) {
        Optional<RemoteFile> found = path.equals(folder) ? Optional.empty() : look(path);
        return found.map(file -> OptionalLong.of(file.size())).orElseGet(OptionalLong::empty);
    }

    @Override
    public void list(String path, Consumer<RemoteFile> each) {
        call("list", path, () -> {
            try (SecureDirectoryStream<Path> directory = folders.directory(path)) {
                for (Path entry : directory) {
                    file(directory, entry.getFileName()).ifPresent(each);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return null;
        });
    }

    @Override
    public Optional<RemoteFile> look(String path) {
        return call("look at", path, () -> {
            try (SecureDirectoryStream<Path> directory = folders.directory(folderOf(path))) {
                return file(directory, nameOf(path));
            }
        });
    }

    private static Optional<RemoteFile> file(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        try {
            BasicFileAttributes found = directory
                    .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
            Instant seconds = Instant.ofEpochSecond(found.lastModifiedTime().to(TimeUnit.SECONDS));
            return found.isRegularFile()
                    ? Optional.of(new RemoteFile(name.toString(), found.size(), seconds))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void read(String path, long offset, Consumer<ByteBuffer> sink) {
        call("read", path, () -> {
            try (SecureDirectoryStream<Path> directory = folders.directory(folderOf(path));
                    SeekableByteChannel content = directory.newByteChannel(
                            nameOf(path), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                copy(path, content.position(offset), sink);
            }
            return null;
        });
    }

    private void copy(String path, SeekableByteChannel content, Consumer<ByteBuffer> sink) throws IOException {
        try {
            ByteBuffer some = ByteBuffer.allocate(BUFFER);
            while (content.read(some) >= 0) {
                sink.accept(some.flip());
                some.clear();
            }
        } catch (IOException e) {
            folders.directory(folderOf(path)).close(); // ends the run if it is not only this file
            throw new FlotillaException(
                    ErrorCode.PARTNER_BUSY,
                    "Reading " + path + " broke off: " + MonitoredFolders.reason(e) + ".",
                    "It is tried again; if it stays, check the shared file system.",
                    e);
        }
    }

    /** The name is taken by an empty file first, as renaming replaces what is there: another node may move to it just then. */
    @Override
    public boolean move(String from, String to) {
        return call("move", from, () -> {
            try (SecureDirectoryStream<Path> source = folders.directory(folderOf(from));
                    SecureDirectoryStream<Path> target = folders.directory(folderOf(to))) {
                if (!takes(target, nameOf(to))) {
                    return false;
                }
                rename(source, nameOf(from), target, nameOf(to));
                sync(target);
                sync(source);
                return true;
            }
        });
    }

    private static boolean takes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        try {
            directory
                    .newByteChannel(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                    .close();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void rename(
            SecureDirectoryStream<Path> source, Path from, SecureDirectoryStream<Path> target, Path to)
            throws IOException {
        try {
            source.move(from, target, to);
        } catch (IOException e) {
            if (file(target, to).filter(file -> file.size() == 0).isPresent()) {
                target.deleteFile(to);
            }
            throw e;
        }
    }

    @Override
    public void delete(String path) {
        call("delete", path, () -> {
            try (SecureDirectoryStream<Path> directory = folders.directory(folderOf(path))) {
                directory.deleteFile(nameOf(path));
                sync(directory);
            } catch (NoSuchFileException e) {
                return null;
            }
            return null;
        });
    }

    private static void sync(SecureDirectoryStream<Path> directory) throws IOException {
        try (SeekableByteChannel self = directory.newByteChannel(SELF, Set.of(StandardOpenOption.READ))) {
            ((FileChannel) self).force(true);
        }
    }

    @Override
    public void close() {
        // Nothing is held
    }

    private static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static Path nameOf(String path) {
        return Path.of(path.substring(path.lastIndexOf('/') + 1));
    }

    private static <T> T call(String what, String path, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new FlotillaException(
                    ErrorCode.PARTNER_REFUSED,
                    "The file system refused to " + what + " " + path + ": " + MonitoredFolders.reason(e) + ".",
                    "Let the server read, and remove, what is put into the folder.",
                    e);
        }
    }

    /** What is asked of the file system. */
    private interface Call<T> {
        T run() throws IOException;
    }
}
