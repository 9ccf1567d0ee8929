package org.flotilla.gateway.sftp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.flotilla.core.Network;

/**
 * What clients may take of this node.
 *
 * @param idle after how long without traffic a session is closed
 * @param pending how many sessions at a time may not have signed in yet
 * @param pendingPerNetwork how many of these from one client's network
 * @param trusted from where {@code pendingPerNetwork} does not hold, for many clients come from there
 */
record SftpLimits(Duration idle, int pending, int pendingPerNetwork, List<Network> trusted) {

    int pendingFrom(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address)) ? Integer.MAX_VALUE : pendingPerNetwork;
    }
}
