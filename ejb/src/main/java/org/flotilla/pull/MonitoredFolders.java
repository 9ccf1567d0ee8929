package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.SourceConnection;
import org.flotilla.storage.StorageRoot;

/**
 * The folders that other programs put files into: all below one, which whoever runs the server chose (decision 0016). That is
 * {@code monitored} in the storage, or what the system property {@code flotilla.monitored} says, the same on all nodes.
 *
 * <p>Those programs are not trusted: each step down from there is taken from an opened directory, and no symbolic link is
 * followed, so that none leads out however quickly it is put there. Thread-safe.
 */
@ApplicationScoped
public class MonitoredFolders {

    /** The system property that names the folder for monitors. */
    public static final String PROPERTY = "flotilla.monitored";

    private static final String USUAL = "monitored";

    private final StorageRoot storage;

    /** For CDI's proxy. */
    protected MonitoredFolders() {
        this(null);
    }

    @Inject
    public MonitoredFolders(StorageRoot storage) {
        this.storage = storage;
    }

    /** The folder as a source. Whether it is there shows when it is used. */
    public SourceConnection open(String folder) {
        return new MonitoredFolder(this, folder);
    }

    /** @throws FlotillaException INVALID_INPUT if the folder is not there, or cannot be used */
    void ensureUsable(String folder) {
        try {
            directory(folder).close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** @throws FlotillaException INVALID_INPUT if files cannot be moved between the folders at once */
    void ensureMovable(String from, String to) {
        ensureUsable(to);
        try {
            if (Files.getFileStore(path(from)).equals(Files.getFileStore(path(to)))) {
                return;
            }
        } catch (IOException e) {
            throw unusable(to, e);
        }
        throw FlotillaException.invalid(
                "'" + to + "' is on another file system than '" + from + "'.",
                "Give a folder on the same one: files are moved there at once, not copied.");
    }

    /** The folder, opened. @throws FlotillaException INVALID_INPUT if it is not there, or cannot be used */
    SecureDirectoryStream<Path> directory(String folder) {
        try {
            path(folder);
            SecureDirectoryStream<Path> directory = top();
            for (Path name : Path.of(folder.substring(1))) {
                try (SecureDirectoryStream<Path> above = directory) {
                    directory = below(above, name);
                }
            }
            return directory;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private SecureDirectoryStream<Path> top() throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root())) {
            if (top instanceof SecureDirectoryStream<Path> secure) {
                return secure.newDirectoryStream(Path.of("."));
            }
        }
        throw new IOException("this operating system cannot open it without following links");
    }

    private static SecureDirectoryStream<Path> below(SecureDirectoryStream<Path> above, Path name) throws IOException {
        BasicFileAttributes found = above.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!found.isDirectory()) {
            throw new IOException(name + (found.isSymbolicLink() ? " is a symbolic link" : " is no folder"));
        }
        return above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Refused where Flotilla's own files are, should the folder for monitors be one that holds the storage. */
    private Path path(String folder) throws IOException {
        Path path = resolved(root(), folder);
        Path own = storage.path().toRealPath();
        if (path.startsWith(own) && !path.startsWith(own.resolve(USUAL))) {
            throw new IOException("it lies among Flotilla's own files");
        }
        return path;
    }

    private static Path resolved(Path root, String folder) throws IOException {
        try {
            return root.resolve(folder.substring(1));
        } catch (InvalidPathException e) {
            throw new IOException("the file system has no such names", e);
        }
    }

    private Path root() throws IOException {
        String text = System.getProperty(PROPERTY, "");
        return (text.isBlank() ? storage.path().resolve(USUAL) : Path.of(text)).toRealPath();
    }

    /** What may pass by itself, such as a file server that restarts, is tried again (Q6). */
    private static FlotillaException unusable(String folder, IOException cause) {
        return new FlotillaException(
                isLasting(cause) ? ErrorCode.INVALID_INPUT : ErrorCode.UNREACHABLE,
                "'" + folder + "' cannot be used as a folder: " + reason(cause) + ".",
                "Make it in the folder for monitors (the system property " + PROPERTY + ", or '" + USUAL
                        + "' in the storage), on the shared file system, as a folder that the server may use.",
                cause);
    }

    /** What the file system answers for certain, or what was seen here. */
    private static boolean isLasting(IOException cause) {
        return cause instanceof NoSuchFileException
                || cause instanceof AccessDeniedException
                || cause instanceof NotDirectoryException
                || !(cause instanceof FileSystemException);
    }

    /** Without the path on the server, which concerns nobody. */
    static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof FileSystemException failure) {
            return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
        }
        return cause.getMessage();
    }
}
