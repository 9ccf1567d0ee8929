package org.flotilla.transfer;

import java.time.Duration;
import org.flotilla.storage.HomePath;

/**
 * A file that a client has sent to the end.
 *
 * @param path where it shall be in the account's home
 * @param protocol by which it came, such as {@code SFTP}
 * @param peer the client's address
 * @param took from the opening of the file to its close
 */
public record Arrival(String account, HomePath path, String protocol, String peer, Duration took) {}
