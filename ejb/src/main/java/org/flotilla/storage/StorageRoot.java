package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Where the shared file system is on this node: the system property {@code flotilla.storage}, the same on all nodes. */
@ApplicationScoped
public class StorageRoot {
    /** The system property that names the root. */
    public static final String PROPERTY = "flotilla.storage";

    private final Path given;

    /** For the container: the root is what the system property says. */
    protected StorageRoot() {
        this(null);
    }

    public StorageRoot(Path given) {
        this.given = given;
    }

    /** @throws FlotillaException STORAGE if the system property is not set */
    public Path path() {
        if (given != null) {
            return given;
        }
        String text = System.getProperty(PROPERTY);
        if (text == null || text.isBlank()) {
            throw new FlotillaException(
                    ErrorCode.STORAGE,
                    "This node does not know where the shared file system is.",
                    "Set the system property " + PROPERTY + " to its folder, the same on all nodes.");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }

    /** Makes what stands right below the root: to be called when the root is known to be the cluster's. */
    void prepare() throws IOException {
        Durable.createDirectories(path(), homes());
        Durable.createDirectories(path(), contents());
    }

    Path homes() {
        return path().resolve("homes");
    }

    Path contents() {
        return path().resolve("contents");
    }
}
