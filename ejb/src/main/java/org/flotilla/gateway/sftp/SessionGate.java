package org.flotilla.gateway.sftp;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.flotilla.cluster.Lease;
import org.flotilla.core.FlotillaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns new sessions away while the node may not accept any (it drains, or has no lease), and says why. */
final class SessionGate implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGate.class);

    private final Lease lease;

    SessionGate(Lease lease) {
        this.lease = lease;
    }

    @Override
    public void sessionCreated(Session session) {
        try {
            lease.ensureAccepting();
        } catch (FlotillaException e) {
            turnAway(session, e);
        }
    }

    private static void turnAway(Session session, FlotillaException reason) {
        LOG.info("Session from {} is turned away: {}", SftpPeer.of(session), reason.getMessage());
        try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_SERVICE_NOT_AVAILABLE, reason.getMessage());
        } catch (IOException e) {
            session.close(true);
        }
    }
}
