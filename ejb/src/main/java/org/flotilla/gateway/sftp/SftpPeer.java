package org.flotilla.gateway.sftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.sshd.common.session.Session;

/** What the client says of itself, for the record. */
final class SftpPeer {
    private static final int LONGEST_NAME = 60;

    private SftpPeer() {}

    static String of(Session session) {
        return session.getRemoteAddress() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : String.valueOf(session.getRemoteAddress());
    }

    static InetAddress address(Session session) {
        return ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    }

    /** What somebody typed as a name, for logs: it could be anything, of any length. */
    static String printable(String typed) {
        String start = typed.length() <= LONGEST_NAME ? typed : typed.substring(0, LONGEST_NAME);
        return start.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
