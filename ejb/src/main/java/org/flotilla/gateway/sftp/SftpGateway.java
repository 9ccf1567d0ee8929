package org.flotilla.gateway.sftp;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.flotilla.account.AccountParameters;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.LeaseGained;
import org.flotilla.cluster.LeaseLost;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.config.Parameters;
import org.flotilla.config.ServerSockets;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the SFTP server when this node gains its lease, and closes it when it loses it or stops. When configuration has
 * changed, closes the sessions of accounts that are not what they were (K2).
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SftpGateway {
    private static final Logger LOG = LoggerFactory.getLogger(SftpGateway.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final String BINDING = "flotilla-sftp";

    private final SftpEndpoint endpoint;
    private final Parameters parameters;
    private final Lease lease;
    private final ServerSockets sockets;

    @Resource
    private ManagedThreadFactory threads;

    private SteadyThread thread;
    private volatile boolean open;

    /** For the container's proxy. */
    public SftpGateway() {
        this(null, null, null, null);
    }

    @Inject
    public SftpGateway(SftpEndpoint endpoint, Parameters parameters, Lease lease, ServerSockets sockets) {
        this.endpoint = endpoint;
        this.parameters = parameters;
        this.lease = lease;
        this.sockets = sockets;
    }

    /** On a thread of its own: the database may hang, and a port may be taken for some time. */
    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-sftp", AGAIN, this::look);
    }

    public void onGained(@Observes LeaseGained gained) {
        thread.now();
    }

    public void onChanged(@Observes ConfigurationChanged change) {
        thread.now();
    }

    public void onLost(@Observes LeaseLost lost) {
        close();
    }

    /** What reads the database is not synchronized: the end of the lease must not wait for it. */
    void look() {
        if (!open && lease.isHeld() && parameters.get(SftpParameters.ENABLED)) {
            SftpLimits limits = new SftpLimits(
                    parameters.get(SftpParameters.IDLE_TIMEOUT),
                    parameters.get(SftpParameters.PENDING),
                    parameters.get(SftpParameters.PENDING_PER_ADDRESS),
                    parameters.get(AccountParameters.TRUSTED_NETWORKS));
            openIfHeld(limits, endpoint.hostKeys());
        }
        endpoint.closeOutdated();
        endpoint.completeHostKeys();
    }

    private synchronized void openIfHeld(SftpLimits limits, List<KeyPair> hostKeys) {
        if (!lease.isHeld()) {
            return;
        }
        InetSocketAddress socket = sockets.find(BINDING)
                .orElseThrow(() -> new IllegalStateException("The server has no socket binding " + BINDING
                        + ". Add it (07-sockets.cli), or set Sftp.enabled to false on this node."));
        try {
            endpoint.open(socket.getAddress().getHostAddress(), socket.getPort(), limits, hostKeys);
        } catch (IOException e) {
            endpoint.close();
            throw new IllegalStateException(
                    "SFTP cannot listen on " + socket + ". Free the port, move the socket binding " + BINDING
                            + ", or set Sftp.enabled to false on this node.",
                    e);
        }
        open = true;
        LOG.info("SFTP listens on {}", socket);
    }

    @PreDestroy
    void stop() {
        thread.close();
        close();
    }

    private synchronized void close() {
        if (open) {
            open = false;
            endpoint.close();
            LOG.info("SFTP is closed");
        }
    }
}
