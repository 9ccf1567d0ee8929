package org.flotilla.site;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.flotilla.core.FlotillaException;

/**
 * A connection to where files are taken from, used by one thread: to a site, or to what is treated like one. Paths have slashes.
 * All methods throw {@link FlotillaException}: UNREACHABLE or PARTNER_BUSY if a later try may succeed, others if not.
 */
public interface SourceConnection extends AutoCloseable {
    /** Who, or what, is at the other end, for the record. */
    String peer();

    /** By what files come from there, for the record, such as {@code SFTP}; at most 10 characters. */
    String protocol();

    /** The file's size; empty if there is no such file. */
    OptionalLong size(String path);

    /** Gives each regular file of a folder, in the source's order, a few at a time: a folder may hold very many. */
    void list(String folder, Consumer<RemoteFile> each);

    /** The regular file of that path as it is now; empty if there is none. */
    Optional<RemoteFile> look(String path);

    /**
     * Reads a file from the offset, in bytes, to its end.
     *
     * @param sink takes the bytes in order, each buffer before it returns; throws a FlotillaException to end the reading,
     *     and with NOT_OWNER the connection, at once
     */
    void read(String path, long offset, Consumer<ByteBuffer> sink);

    /** Renames a file to a name that is free; false if it is not. Never replaces what the source shows there. */
    boolean move(String from, String to);

    /** Deletes a file if it is there. */
    void delete(String path);

    /** Ends the use of the connection. Never throws. */
    @Override
    void close();
}
