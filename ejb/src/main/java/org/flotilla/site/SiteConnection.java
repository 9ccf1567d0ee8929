package org.flotilla.site;

import java.io.InputStream;
import org.flotilla.core.FlotillaException;

/**
 * A connection to a site, used by one thread. Paths are the partner's, with slashes. All methods throw
 * {@link FlotillaException}: UNREACHABLE or PARTNER_BUSY if a later try may succeed, PARTNER_REFUSED if not. After
 * UNREACHABLE it is unknown whether the partner did what was asked.
 */
public interface SiteConnection extends SourceConnection {
    /** {@link Site#peer()} of the site as it was when the connection was made. */
    @Override
    String peer();

    /** {@link Site#peerKey()} of that site: the server has shown that it has this key. */
    String peerKey();

    /**
     * Writes a file, replacing one of that name; returns when the partner has said that it is closed.
     *
     * @param stillOurs run before each buffer; throws to stop it there, and what it throws is thrown. NOT_OWNER ends the
     *     connection at once, whatever the partner has still to answer
     */
    void write(String path, InputStream content, Runnable stillOurs);

    /**
     * Renames a file, replacing one of the new name, atomically where the partner can. Where it cannot, the file that is
     * replaced is moved aside for a moment, and put back if the new one does not come: it is not lost. Only if the connection
     * ends in that moment it stays aside, under the file's name with {@code .old} at its end.
     *
     * @param stillOurs run before what changes something is begun; throws to stop it there, and what it throws is thrown
     */
    void replace(String from, String to, Runnable stillOurs);

    /** Gives the connection back, to be used again if nothing went wrong with it. Never throws. */
    @Override
    void close();
}
