package org.flotilla.storage;

import java.nio.file.Path;
import org.flotilla.core.FlotillaException;

/**
 * A place in an account's home that {@link Home#resolve} has checked.
 *
 * @param text as the client sees it: absolute within the home, without {@code .} and {@code ..}, in NFC
 * @param file where that is on the shared file system
 */
public record HomePath(String text, Path file) {

    /**
     * A path as all places of a home are written: absolute, without {@code .} and {@code ..}, in NFC.
     *
     * @throws FlotillaException as {@link Home#resolve}
     */
    public static String normal(String clientPath) {
        return "/" + String.join("/", ClientPath.parts(clientPath));
    }

    /** The folder it is in, as the client sees it. */
    public String folder() {
        int slash = text.lastIndexOf('/');
        return slash == 0 ? "/" : text.substring(0, slash);
    }

    /** The last part; empty for the home itself. */
    public String fileName() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    public boolean isHome() {
        return fileName().isEmpty();
    }

    /** The client's view only: where the storage is concerns nobody. */
    @Override
    public String toString() {
        return text;
    }
}
