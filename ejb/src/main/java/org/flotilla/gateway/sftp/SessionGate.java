package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.flotilla.cluster.Lease;
import org.flotilla.core.FlotillaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns new sessions away while the node may not accept any (it drains, or has no lease), and says why; and at once those
 * that are one too many of the sessions that have not signed in yet (A1). Thread-safe.
 */
final class SessionGate implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGate.class);

    private final Lease lease;
    private final SftpLimits limits;
    private final Set<Session> pending = ConcurrentHashMap.newKeySet();

    SessionGate(Lease lease, SftpLimits limits) {
        this.lease = lease;
        this.limits = limits;
    }

    /** Whether a new session may begin; if so it counts until it has signed in or is closed. */
    synchronized boolean admits(Session session) {
        InetAddress from = SftpPeer.address(session);
        long fromThere = pending.stream()
                .filter(other -> from.equals(SftpPeer.address(other)))
                .count();
        if (pending.size() >= limits.pending() || fromThere >= limits.pendingFrom(from)) {
            LOG.debug("Too many sessions have not signed in yet: one from {} is turned away", SftpPeer.of(session));
            return false;
        }
        pending.add(session);
        return true;
    }

    @Override
    public void sessionPeerIdentificationReceived(Session session, String version, List<String> extraLines) {
        try {
            lease.ensureAccepting();
        } catch (FlotillaException e) {
            turnAway(session, e);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            pending.remove(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        pending.remove(session);
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
