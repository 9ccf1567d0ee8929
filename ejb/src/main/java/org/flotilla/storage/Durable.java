package org.flotilla.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a file system keeps over a crash only if it is told to: the entries of directories. */
final class Durable {
    private Durable() {}

    /** Makes the entries of the directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Creates the directory and what is missing above it, durably, but never {@code top}: if that is not there, the file
     * system is not mounted, or somebody removed it on purpose.
     *
     * @throws NoSuchFileException if {@code top} is not there
     */
    static void createDirectories(Path top, Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (directory.equals(top) || !directory.startsWith(top)) {
            throw new NoSuchFileException(directory.toString(), null, "it is not there");
        }
        createDirectories(top, directory.getParent());
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
        sync(directory.getParent());
    }

    /** Gives the file a second name; where the file system knows no links, a copy. */
    static void link(Path name, Path existing) throws IOException {
        try {
            Files.createLink(name, existing);
        } catch (UnsupportedOperationException e) {
            Files.copy(existing, name, LinkOption.NOFOLLOW_LINKS);
            try (FileChannel channel = FileChannel.open(name, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
