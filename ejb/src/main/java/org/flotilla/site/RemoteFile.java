package org.flotilla.site;

import java.time.Instant;

/**
 * A regular file where files are taken from.
 *
 * @param name as the source says it: it may hold anything, a slash or a line break included
 * @param size in bytes
 * @param modified by the source's clock, in whole seconds
 */
public record RemoteFile(String name, long size, Instant modified) {

    /** Whether both looked the same: the same file, as far as can be seen without reading it. */
    public boolean isSameAs(RemoteFile other) {
        return size == other.size && modified.equals(other.modified);
    }
}
