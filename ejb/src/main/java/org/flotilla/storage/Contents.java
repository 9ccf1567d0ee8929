package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;

/** The immutable contents on the shared file system. Thread-safe; errors are STORAGE unless said otherwise. */
@ApplicationScoped
public class Contents {
    private final StorageRoot root;
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected Contents() {
        this(null, null);
    }

    @Inject
    public Contents(StorageRoot root, NodeClock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Begins an empty content. */
    public StagedContent stage() {
        ContentId id = ContentId.random(clock.now());
        Path file = path(id);
        try {
            Durable.createDirectories(root.contents(), file.getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new StagedContent(id, file, channel, clock);
        } catch (IOException e) {
            throw StorageFailure.of("The file cannot be stored", e);
        }
    }

    /** Begins a content with what the file in a home holds now. */
    public StagedContent stageCopyOf(HomePath existing) {
        StagedContent content = stage();
        try {
            content.copyFrom(existing.file());
            return content;
        } catch (IOException e) {
            discard(content);
            throw StorageFailure.of("'" + existing.text() + "' cannot be continued", e);
        }
    }

    /**
     * Begins a content with the first bytes of another, which may still be written to: what is written there later is not
     * in this one.
     *
     * @param length how many bytes to take; the other has that many
     * @param meanwhile called now and then, for copying may take minutes; may throw
     * @throws FlotillaException FILE_MISSING if there is no such content, or it is shorter
     */
    public StagedContent stageCopyOf(ContentId existing, long length, Runnable meanwhile) {
        StagedContent content = stage();
        try {
            content.copyFrom(path(existing), length, meanwhile);
            return content;
        } catch (NoSuchFileException | EOFException e) {
            discard(content);
            throw new FlotillaException(
                    ErrorCode.FILE_MISSING,
                    "What was fetched of the file before is gone.",
                    "Nothing: it is fetched from its beginning.",
                    e);
        } catch (IOException e) {
            discard(content);
            throw StorageFailure.of("What was fetched of the file before cannot be continued", e);
        } catch (FlotillaException e) {
            discard(content);
            throw e;
        }
    }

    /**
     * Keeps what the file in a home holds now, whatever happens to the home later.
     *
     * @throws FlotillaException NOT_FOUND; STORAGE, also if all of the storage is missing, and the file with it
     */
    public SealedContent keep(HomePath existing) {
        ContentId id = ContentId.random(clock.now());
        Path file = path(id);
        try {
            if (!Files.isRegularFile(existing.file(), LinkOption.NOFOLLOW_LINKS)) {
                ensureStorage();
                throw FlotillaException.notFound("file", existing.text());
            }
            Durable.createDirectories(root.contents(), file.getParent());
            Durable.link(file, existing.file());
            Durable.sync(file.getParent());
            return new SealedContent(id, Files.size(file), null);
        } catch (IOException e) {
            throw StorageFailure.of("'" + existing.text() + "' cannot be read", e);
        }
    }

    /** The bytes. @throws FlotillaException FILE_MISSING if there is no such content */
    public InputStream open(ContentId id) {
        try {
            return Files.newInputStream(path(id), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            ensureStorage();
            throw new FlotillaException(
                    ErrorCode.FILE_MISSING,
                    "The stored content of the file is gone.",
                    "It is past its retention, or storage lost it: have the file sent again.",
                    e);
        } catch (IOException e) {
            throw StorageFailure.of("The stored content cannot be read", e);
        }
    }

    /** A file that is not seen may be there, if nothing is. */
    private void ensureStorage() {
        Path folder = root.contents();
        if (!Files.isDirectory(folder)) {
            throw StorageFailure.of("The storage cannot be reached", new NoSuchFileException(folder.toString()));
        }
    }

    /** The key that files in homes have too which are this content; empty if it is gone, or the file system has no keys. */
    public Optional<Object> key(ContentId id) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path(id), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of("A content cannot be looked at", e);
        }
    }

    /** Removes a content that nothing refers to any more, if it is there. */
    public void delete(ContentId id) {
        try {
            Files.deleteIfExists(path(id));
        } catch (IOException e) {
            throw StorageFailure.of("A content cannot be removed", e);
        }
    }

    /**
     * Removes a content that nothing refers to, unless somebody wrote to it within the age: an upload may be under way for
     * longer than a day. Returns whether it removed it.
     *
     * <p>It is renamed first, to another content that nothing refers to, and looked at again. Whoever seals it sees that its
     * name is gone; who sealed it in between gets it back.
     */
    public boolean deleteUnlessWritten(ContentId id, Duration age) {
        Path file = path(id);
        try {
            if (!isOlder(file, age)) {
                return false;
            }
            Path aside = file.resolveSibling(UUID.randomUUID().toString());
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            if (isOlder(aside, age)) {
                return Files.deleteIfExists(aside);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            return false;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw StorageFailure.of("A content cannot be removed", e);
        }
    }

    private boolean isOlder(Path file, Duration age) throws IOException {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        return written.toInstant().isBefore(clock.now().minus(age));
    }

    /** The hours older than the age that hold contents, oldest first. */
    public List<String> hoursOlderThan(Duration age) {
        String newest = ContentId.hour(clock.now().minus(age));
        return children(root.contents()).stream()
                .flatMap(day -> children(day).stream())
                .map(hour -> root.contents().relativize(hour).toString())
                .filter(hour -> hour.compareTo(newest) < 0)
                .sorted()
                .toList();
    }

    /** The contents of an hour; an hour without any is removed. */
    public List<ContentId> of(String hour) {
        Path directory = root.contents().resolve(hour);
        List<ContentId> ids = children(directory).stream()
                .map(file -> new ContentId(hour + "/" + file.getFileName()))
                .toList();
        if (ids.isEmpty()) {
            removeIfEmpty(directory);
            removeIfEmpty(directory.getParent());
        }
        return ids;
    }

    Path path(ContentId id) {
        return root.contents().resolve(id.value());
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw StorageFailure.of("The contents cannot be listed", e);
        }
    }

    private static void removeIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // somebody is using it, then
        } catch (IOException e) {
            throw StorageFailure.of("An empty folder cannot be removed", e);
        }
    }

    private static void discard(StagedContent content) {
        try {
            content.discard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
