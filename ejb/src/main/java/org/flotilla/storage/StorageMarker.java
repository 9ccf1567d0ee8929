package org.flotilla.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file at the root of the shared file system that says whose it is: in one line, the id that the database knows. */
final class StorageMarker {
    static final String NAME = ".flotilla-storage";

    private StorageMarker() {}

    static Optional<String> read(Path root) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(NAME)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Puts the marker there, whole and durable. @throws IOException also if there is one */
    static void write(Path root, String id) throws IOException {
        Path temporary = Files.createTempFile(root, NAME, ".tmp");
        try {
            Files.writeString(temporary, id + "\n", StandardCharsets.US_ASCII);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Durable.link(root.resolve(NAME), temporary);
        } finally {
            Files.delete(temporary);
        }
        Durable.sync(root);
    }
}
