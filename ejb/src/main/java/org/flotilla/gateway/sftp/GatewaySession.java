package org.flotilla.gateway.sftp;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionDisconnectHandler;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MINA's session, but that the gate is asked first, and that a client which hangs up is no matter for a warning. */
final class GatewaySession extends ServerSessionImpl {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySession.class);

    private final SessionGate gate;

    private GatewaySession(ServerFactoryManager server, IoSession connection, SessionGate gate) throws Exception {
        super(server, connection);
        this.gate = gate;
        setSessionDisconnectHandler(new WithoutNames());
    }

    static SessionFactory factory(SshServer server, SessionGate gate) {
        return new SessionFactory(server) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
                return new GatewaySession(getServer(), connection, gate);
            }
        };
    }

    @Override
    public void start() throws Exception {
        if (gate.admits(this)) {
            super.start();
        } else {
            close(true);
        }
    }

    /** An IOException that is not the protocol's own comes from the connection: the client, or the network, has ended it. */
    @Override
    public void exceptionCaught(Throwable thrown) {
        if (thrown instanceof IOException && !(thrown instanceof SshException)) {
            LOG.debug("The connection from {} broke off", SftpPeer.of(this), thrown);
            close(true);
        } else {
            super.exceptionCaught(thrown);
        }
    }

    /** MINA would tell, and log, both names as the client sent them. */
    private static final class WithoutNames implements SessionDisconnectHandler {
        @Override
        public boolean handleAuthParamsDisconnectReason(
                Session session,
                org.apache.sshd.common.Service service,
                String expectedName,
                String name,
                String expectedService,
                String serviceName)
                throws IOException {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME, "A session signs in under one name only.");
            return true;
        }
    }
}
