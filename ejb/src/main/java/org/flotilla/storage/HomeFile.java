package org.flotilla.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;

/**
 * A file as it was found in a home. What clients put at its path later is another file.
 *
 * @param size in bytes
 * @param modified when it arrived: clients cannot set it
 * @param key the same as that of its content, and of no other; null where the file system has none
 */
public record HomeFile(HomePath path, long size, Instant modified, Object key) {

    /** The order of arrival; files of the same moment by their paths. */
    public static final Comparator<HomeFile> OLDEST_FIRST = Comparator.comparing(HomeFile::modified)
            .thenComparing(file -> file.path().text());

    static HomeFile of(HomePath path, BasicFileAttributes attributes) {
        return new HomeFile(
                path, attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
    }

    /** Whether the file is where it was found, unchanged. */
    boolean isThere() throws IOException {
        try {
            return isAt(path);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether this file is at a place. @throws NoSuchFileException if nothing is there */
    boolean isAt(HomePath place) throws IOException {
        BasicFileAttributes now =
                Files.readAttributes(place.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return now.isRegularFile() && of(path, now).equals(this);
    }
}
