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
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.LeaseGained;
import org.flotilla.cluster.LeaseLost;
import org.flotilla.config.Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the SFTP server when this node gains its lease, and closes it when it loses it or stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SftpGateway {
    private static final Logger LOG = LoggerFactory.getLogger(SftpGateway.class);
    private static final String PORT_OFFSET = "jboss.socket.binding.port-offset";

    private final SftpEndpoint endpoint;
    private final Parameters parameters;
    private final Lease lease;

    @Resource
    private ManagedExecutorService executor;

    private boolean open;

    /** For the container's proxy. */
    public SftpGateway() {
        this(null, null, null);
    }

    @Inject
    public SftpGateway(SftpEndpoint endpoint, Parameters parameters, Lease lease) {
        this.endpoint = endpoint;
        this.parameters = parameters;
        this.lease = lease;
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
        String address = parameters.get(SftpParameters.ADDRESS);
        int port = parameters.get(SftpParameters.PORT) + Integer.getInteger(PORT_OFFSET, 0);
        try {
            endpoint.open(address, port, parameters.get(SftpParameters.IDLE_TIMEOUT));
            open = true;
            LOG.info("SFTP listens on {}:{}", address, port);
        } catch (IOException | RuntimeException e) {
            endpoint.close();
            LOG.error(
                    "SFTP cannot listen on {}:{}: is the port taken? Change Sftp.port or Sftp.address on this node,"
                            + " or set Sftp.enabled to false",
                    address,
                    port,
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
