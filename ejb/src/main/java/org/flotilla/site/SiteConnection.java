package org.flotilla.site;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.flotilla.core.FlotillaException;

/**
 * A connection to a site, used by one thread. Paths are the partner's, with slashes. All methods throw
 * {@link FlotillaException}: UNREACHABLE or PARTNER_BUSY if a later try may succeed, PARTNER_REFUSED if not. After
 * UNREACHABLE it is unknown whether the partner did what was asked.
 */
public interface SiteConnection extends AutoCloseable {
    /** {@link Site#peer()} of the site as it was when the connection was made. */
    String peer();

    /** {@link Site#peerKey()} of that site: the server has shown that it has this key. */
    String peerKey();

    /** Writes a file, replacing one of that name; returns when the partner has said that it is closed. */
    void write(String path, InputStream content);

    /** The file's size; empty if there is no such file. */
    OptionalLong size(String path);

    /** Gives each regular file of a folder, in the partner's order, a few at a time: a folder may hold very many. */
    void list(String folder, Consumer<RemoteFile> each);

    /** The regular file of that path as it is now; empty if there is none. */
    Optional<RemoteFile> look(String path);

    /**
     * Reads a file from the offset, in bytes, to its end.
     *
     * @param sink takes the bytes in order, each buffer before it returns; throws a FlotillaException to end the reading
     */
    void read(String path, long offset, Consumer<ByteBuffer> sink);

    /** Renames a file to a name that is free; false if it is not. Never replaces what the partner shows there. */
    boolean move(String from, String to);

    /**
     * Renames a file, replacing one of the new name, atomically where the partner can. Where it cannot, the file that is
     * replaced is moved aside for a moment, and put back if the new one does not come: it is not lost. Only if the connection
     * ends in that moment it stays aside, under the file's name with {@code .old} at its end.
     *
     * @param stillOurs run before what changes something is begun; throws to stop it there, and what it throws is thrown
     */
    void replace(String from, String to, Runnable stillOurs);

    /** Deletes a file if it is there. */
    void delete(String path);

    /** Gives the connection back, to be used again if nothing went wrong with it. Never throws. */
    @Override
    void close();
}
