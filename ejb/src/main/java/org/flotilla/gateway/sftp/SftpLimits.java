package org.flotilla.gateway.sftp;

import java.time.Duration;

/**
 * What clients may take of this node.
 *
 * @param idle after how long without traffic a session is closed
 * @param pending how many sessions at a time may not have signed in yet
 * @param pendingPerAddress how many of these from one address
 */
record SftpLimits(Duration idle, int pending, int pendingPerAddress) {}
