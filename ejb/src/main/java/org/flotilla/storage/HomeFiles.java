package org.flotilla.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * The files of a home, for housekeeping: found, deleted, moved to an archive (T6). What is done to a file is done only if it is the
 * one that was found; doing it again does no harm. Deleting takes away the home's name of a content, never the content:
 * whoever delivers it has it still. Links are not followed, and Flotilla's own names not seen. Thread-safe; errors are
 * STORAGE, or of one file PERMISSION_DENIED and INVALID_INPUT.
 *
 * <p>Between the look and the act a client may put another file there, unless the place is locked, as by who puts files in place.
 */
public final class HomeFiles {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final int MOST_FOLDERS = 100;

    private final Home home;

    public HomeFiles(Home home) {
        this.home = home;
    }

    /**
     * Tells each file in the folder and those below it, in no order. A folder that does not exist has none.
     *
     * @param closed told the folders that cannot be looked into, for rights or the length of their paths
     */
    public void each(String folder, Consumer<HomeFile> found, Consumer<String> closed) {
        HomePath top = home.resolve(folder);
        try {
            if (Files.isDirectory(top.file(), LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(top.file(), new HomeWalk(home.root(), found, closed));
            }
        } catch (IOException e) {
            throw StorageFailure.of("'" + top + "' cannot be listed", e);
        }
    }

    /** Deletes the file; false if it is not there any more, or changed. */
    public boolean delete(HomeFile file) {
        try {
            return file.isThere() && Files.deleteIfExists(file.path().file());
        } catch (IOException e) {
            throw refused(file, "deleted", e);
        }
    }

    /**
     * Moves the file to {@code <archive>/<day of its arrival, UTC>/<its path>}. What is there is not replaced: then the day's
     * folder gets a number, such as {@code 2026-11-22-2}. Begun anew after a crash it goes on.
     *
     * @return false if the file is not there any more, or changed
     */
    public boolean archive(HomeFile file, String archive) {
        try {
            if (!file.isThere()) {
                return false;
            }
            String day = DAY.format(file.modified());
            for (int number = 1; number <= MOST_FOLDERS; number++) {
                String folder = archive + "/" + (number == 1 ? day : day + "-" + number);
                if (isLinked(file, in(folder, file))) {
                    return Files.deleteIfExists(file.path().file());
                }
            }
        } catch (IOException e) {
            throw refused(file, "archived", e);
        }
        throw new FlotillaException(
                ErrorCode.PERMISSION_DENIED,
                "There is no free place in the archive for '" + file.path() + "'.",
                "Clear the archive folder, or what bears its name.");
    }

    /** Not resolved as clients' paths are: the file may have a name that they cannot give. */
    private HomePath in(String folder, HomeFile file) {
        HomePath archive = home.resolve(folder);
        Path below = home.root().relativize(file.path().file());
        return new HomePath(archive.text() + file.path().text(), archive.file().resolve(below.toString()));
    }

    /** Whether the file is at the target too, now or since a try that did not end; false if something else is. */
    private boolean isLinked(HomeFile file, HomePath target) throws IOException {
        if (HomeWalk.isTooLong(target.file())) {
            throw FlotillaException.invalid(
                    "The path of '" + file.path() + "' is too long to be archived.",
                    "Give it a shorter one, or delete it.");
        }
        return isFolder(target.file().getParent()) && isLinkedWithin(file, target);
    }

    /** Made if need be; false if a file has that name. */
    private boolean isFolder(Path folder) throws IOException {
        try {
            Durable.createDirectories(home.root(), folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean isLinkedWithin(HomeFile file, HomePath target) throws IOException {
        try {
            Durable.link(target.file(), file.path().file());
        } catch (FileAlreadyExistsException e) {
            return file.isAt(target);
        }
        Durable.sync(target.file().getParent());
        return true;
    }

    private static FlotillaException refused(HomeFile file, String act, IOException cause) {
        String what = "'" + file.path() + "' cannot be " + act;
        if (cause instanceof AccessDeniedException) {
            return new FlotillaException(
                    ErrorCode.PERMISSION_DENIED,
                    what + ": the server's user may not.",
                    "Give it the right to write into the folder.",
                    cause);
        }
        return StorageFailure.of(what, cause);
    }
}
