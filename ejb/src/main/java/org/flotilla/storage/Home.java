package org.flotilla.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** An account's home folder. Everything a client names goes through {@link #resolve} (A2). Immutable. */
public final class Home {
    private final Path root;
    private final Contents contents;

    Home(Path root, Contents contents) {
        this.root = root;
        this.contents = contents;
    }

    /** Where the home is on the shared file system. */
    public Path root() {
        return root;
    }

    /** Whether a file name is Flotilla's own, and hidden from clients. */
    public static boolean isHidden(String fileName) {
        return fileName.startsWith(ClientPath.HIDDEN);
    }

    /**
     * The place that a client means. Nothing need be there.
     *
     * @throws FlotillaException PERMISSION_DENIED if it is not within the home, or behind a symbolic link; INVALID_INPUT if
     *     a name is too long or holds what names may not; NOT_FOUND if it is Flotilla's own
     */
    public HomePath resolve(String clientPath) {
        StringBuilder text = new StringBuilder();
        Path file = root;
        for (String part : ClientPath.parts(clientPath)) {
            text.append('/').append(part);
            file = file.resolve(part);
            if (Files.isSymbolicLink(file)) {
                throw new FlotillaException(
                        ErrorCode.PERMISSION_DENIED,
                        "'" + text + "' is a symbolic link.",
                        "Use the path of the file itself; links are not followed.");
            }
        }
        return new HomePath(text.length() == 0 ? "/" : text.toString(), file);
    }

    /**
     * Puts a content under its final name, at once and durably, replacing a file that is there. Doing it again does no harm.
     *
     * @throws FlotillaException STORAGE; CONFLICT if a folder has that name
     */
    public void land(ContentId content, HomePath target) {
        Path source = contents.path(content);
        try {
            if (Files.isDirectory(target.file(), LinkOption.NOFOLLOW_LINKS)) {
                throw new FlotillaException(
                        ErrorCode.CONFLICT, "'" + target + "' is a folder.", "Use another name for the file.");
            }
            Durable.createDirectories(root, target.file().getParent());
            if (!isThere(source, target.file())) {
                publish(source, target.file(), ClientPath.HIDDEN + content.name());
            }
            Durable.sync(target.file().getParent());
        } catch (IOException e) {
            throw StorageFailure.of("'" + target + "' cannot be put in place", e);
        }
    }

    /** The temporary name is the content's, so that whoever lands it again also clears what a crash left. */
    private static void publish(Path source, Path target, String temporaryName) throws IOException {
        Path temporary = target.resolveSibling(temporaryName);
        Files.deleteIfExists(temporary);
        Durable.link(temporary, source);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!isThere(source, target)) {
                throw e;
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean isThere(Path source, Path target) throws IOException {
        return Files.exists(target) && Files.isSameFile(source, target);
    }
}
