package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.flotilla.cluster.Lease;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns new sessions away while the node may not accept any (it drains, or has no lease), and says why. Of the sessions that
 * have not signed in yet it limits those from one network, by turning the next away; and those of the node, by breaking off
 * the oldest from the network that has most (A1): so a stranger with many of them keeps nobody else out. Thread-safe.
 */
final class SessionGate implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGate.class);

    private final Lease lease;
    private final SftpLimits limits;

    /** Where those come from that have not signed in yet, the oldest first. */
    private final Map<Session, Network> pending = new LinkedHashMap<>();

    SessionGate(Lease lease, SftpLimits limits) {
        this.lease = lease;
        this.limits = limits;
    }

    /** Whether a new session may begin; if so it counts until it has signed in or is closed. */
    boolean admits(Session session) {
        InetAddress address = SftpPeer.address(session);
        Network from = Network.around(address);
        Optional<Session> forced;
        synchronized (this) {
            if (counts().getOrDefault(from, 0L) >= limits.pendingFrom(address)) {
                LOG.debug("Too many sessions have not signed in yet: one from {} is turned away", SftpPeer.of(session));
                return false;
            }
            forced = pending.size() < limits.pending() ? Optional.empty() : Optional.of(oldestOfMost());
            forced.ifPresent(pending::remove);
            pending.put(session, from);
        }
        forced.ifPresent(oldest -> {
            LOG.debug("Too many sessions have not signed in yet: one from {} is ended", SftpPeer.of(oldest));
            oldest.close(true);
        });
        return true;
    }

    private Session oldestOfMost() {
        Map<Network, Long> counts = counts();
        long most = Collections.max(counts.values());
        return pending.keySet().stream()
                .filter(session -> counts.get(pending.get(session)) == most)
                .findFirst()
                .orElseThrow();
    }

    private Map<Network, Long> counts() {
        return pending.values().stream().collect(Collectors.groupingBy(from -> from, Collectors.counting()));
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
            forget(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        forget(session);
    }

    private synchronized void forget(Session session) {
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
