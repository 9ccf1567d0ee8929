package org.flotilla.gateway.sftp;

import java.net.InetSocketAddress;
import org.apache.sshd.common.session.Session;

/** The client's address, for the record. */
final class SftpPeer {
    private SftpPeer() {}

    static String of(Session session) {
        return session.getRemoteAddress() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : String.valueOf(session.getRemoteAddress());
    }
}
