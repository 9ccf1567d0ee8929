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

    /** Makes an empty file beside the marker, to become it. Whoever calls this deletes it. */
    static Path draft(Path root) throws IOException {
        return Files.createTempFile(root, NAME, ".tmp");
    }

    /** Writes into the draft what the marker is to say, durably. */
    static void write(Path draft, String id) throws IOException {
        Files.writeString(draft, id + "\n", StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Puts the marker there, whole and durable. @throws IOException also if there is one */
    static void publish(Path root, Path draft) throws IOException {
        Durable.link(root.resolve(NAME), draft);
        Durable.sync(root);
    }
}
