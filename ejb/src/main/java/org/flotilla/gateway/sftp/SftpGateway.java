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
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.LeaseGained;
import org.flotilla.cluster.LeaseLost;
import org.flotilla.config.Parameters;
import org.flotilla.config.ServerSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the SFTP server when this node gains its lease, and closes it when it loses it or stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SftpGateway {
    private static final Logger LOG = LoggerFactory.getLogger(SftpGateway.class);
    private static final String BINDING = "flotilla-sftp";

    private final SftpEndpoint endpoint;
    private final Parameters parameters;
    private final Lease lease;
    private final ServerSockets sockets;

    @Resource
    private ManagedExecutorService executor;

    private boolean open;

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

    /** The lease may have been gained before this bean was there. */
    @PostConstruct
    void start() {
        executor.execute(this::follow);
    }

    /** On a thread of its own: making the host keys the first time takes a while. */
    public void onGained(@Observes LeaseGained gained) {
        executor.execute(this::follow);
    }

    public void onLost(@Observes LeaseLost lost) {
        close();
    }

    private synchronized void follow() {
        if (open || !lease.isHeld() || !parameters.get(SftpParameters.ENABLED)) {
            return;
        }
        sockets.find(BINDING)
                .ifPresentOrElse(
                        this::open,
                        () -> LOG.error(
                                "SFTP does not listen: the server has no socket binding {}. Add it (07-sockets.cli), or"
                                        + " set Sftp.enabled to false on this node",
                                BINDING));
    }

    private void open(InetSocketAddress socket) {
        try {
            endpoint.open(
                    socket.getAddress().getHostAddress(),
                    socket.getPort(),
                    parameters.get(SftpParameters.IDLE_TIMEOUT));
            open = true;
            LOG.info("SFTP listens on {}", socket);
        } catch (IOException | RuntimeException e) {
            endpoint.close();
            LOG.error(
                    "SFTP cannot listen on {}: is the port taken? Free it, move the socket binding {}, or set"
                            + " Sftp.enabled to false on this node",
                    socket,
                    BINDING,
                    e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (open) {
            open = false;
            endpoint.close();
            LOG.info("SFTP is closed");
        }
    }
}
