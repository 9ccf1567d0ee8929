/**
 * The SFTP server of each node (T1, T3, A1, A2, A5, A6, K2). Runs while the node holds its lease. May use transfer and below.
 *
 * <p>An upload is written into a new content that nobody sees; when the client closes the file it is handed to {@link
 * org.flotilla.transfer.Arrivals}, and the client's answer is the outcome of that. A handle that is closed by anything but
 * the client's own request publishes nothing.
 */
package org.flotilla.gateway.sftp;
