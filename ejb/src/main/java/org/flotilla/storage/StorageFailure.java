package org.flotilla.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Says what the shared file system refused, without showing clients where it is. */
final class StorageFailure {
    private StorageFailure() {}

    static FlotillaException of(String what, IOException cause) {
        String reason = cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : cause.getClass().getSimpleName();
        return new FlotillaException(
                ErrorCode.STORAGE,
                what + ": " + reason + ".",
                "Try again; if it stays, check the shared file system: mounted, writable, not full.",
                cause);
    }
}
