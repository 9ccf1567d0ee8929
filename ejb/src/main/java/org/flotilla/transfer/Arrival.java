package org.flotilla.transfer;

import java.time.Duration;
import org.flotilla.storage.HomePath;

/**
 * A file that a client has sent to the end, or that was pulled from a site, or a monitored folder, to its end.
 *
 * @param path where it shall be in the account's home
 * @param protocol by which it came, such as {@code SFTP}
 * @param peer the client's address, who is at the site, or the monitored folder
 * @param site that it was pulled from; null if there was none
 * @param took from the opening of the file to its close
 */
public record Arrival(String account, HomePath path, String protocol, String peer, String site, Duration took) {

    /** Of a file that a client sent. */
    public Arrival(String account, HomePath path, String protocol, String peer, Duration took) {
        this(account, path, protocol, peer, null, took);
    }
}
