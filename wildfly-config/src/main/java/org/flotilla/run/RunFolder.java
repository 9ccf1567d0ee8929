package org.flotilla.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one folder that the run command writes to, and what lies where in it. */
public record RunFolder(Path path) {

    private static final long WANTED_BYTES = 2L << 30;

    Path database() {
        return path.resolve("database");
    }

    Path domain() {
        return path.resolve("domain");
    }

    Path partner() {
        return path.resolve("partner");
    }

    Path storage() {
        return path.resolve("storage");
    }

    Path options() {
        return path.resolve("flotilla.properties");
    }

    /** Handed to the servers for the first administrator. */
    Path administratorPassword() {
        return path.resolve("admin.password");
    }

    /** What the demo needs to be run again on kept data. */
    Path demoCredentials() {
        return path.resolve("demo.credentials");
    }

    /** Makes the folder, looks whether it can be written and has room. */
    void prepare() {
        try {
            Files.createDirectories(storage());
            Files.delete(Files.createTempFile(storage(), "probe", ".tmp"));
            if (!Files.exists(options())) {
                Files.writeString(options(), "# Overrides parameters of every node; read at start\n");
            }
            if (Files.getFileStore(path).getUsableSpace() < WANTED_BYTES) {
                throw new RunFailure("Less than 2 GB are free in " + path + ": make room");
            }
        } catch (IOException e) {
            throw new RunFailure(path + " cannot be written (" + e + "): change its owner, or remove it", e);
        }
    }

    /** Forgets everything of earlier runs. */
    public void clear() {
        try {
            Deletion.of(path);
        } catch (IOException e) {
            throw new RunFailure(path + " cannot be cleared (" + e + "): remove it by hand", e);
        }
    }
}
