package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.flotilla.account.Accounts;
import org.flotilla.cluster.Lease;
import org.flotilla.site.sftp.SshCryptography;
import org.flotilla.storage.Homes;

/** The SSH server: opened and closed by {@link SftpGateway}, any number of times. Not thread-safe. */
@ApplicationScoped
public class SftpEndpoint {
    private static final int MOST_LOGIN_ATTEMPTS = 6;
    private static final int LOGIN_THREADS = 4;
    private static final int LOGIN_QUEUE = 200;
    private static final Duration LOGIN_TIME = Duration.ofSeconds(60);

    private final HostKeys hostKeys;
    private final Accounts accounts;
    private final Homes homes;
    private final Uploads uploads;
    private final Lease lease;
    private SshServer server;
    private ThreadPoolExecutor logins;

    /** For CDI's proxy. */
    protected SftpEndpoint() {
        this(null, null, null, null, null);
    }

    @Inject
    public SftpEndpoint(HostKeys hostKeys, Accounts accounts, Homes homes, Uploads uploads, Lease lease) {
        this.hostKeys = hostKeys;
        this.accounts = accounts;
        this.homes = homes;
        this.uploads = uploads;
        this.lease = lease;
    }

    /** Begins to listen. @return the port, which is a free one if {@code port} is 0 */
    public int open(String address, int port, Duration idle) throws IOException {
        logins = new ThreadPoolExecutor(
                LOGIN_THREADS, LOGIN_THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(LOGIN_QUEUE));
        logins.allowCoreThreadTimeOut(true);
        server = configured(idle);
        server.setHost(address);
        server.setPort(port);
        server.start();
        return server.getPort();
    }

    /** Stops listening and breaks off all sessions; what they had not finished is not published. */
    public void close() {
        if (server != null) {
            server.close(true);
            server = null;
            logins.shutdownNow();
        }
    }

    private SshServer configured(Duration idle) {
        SshServer made = ServerBuilder.builder()
                .cipherFactories(SshCryptography.ciphers())
                .macFactories(SshCryptography.macs())
                .signatureFactories(SshCryptography.signatures())
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(
                        true, SshCryptography.keyExchanges(), ServerBuilder.DH2KEX))
                .forwarderFactory(DefaultForwarderFactory.INSTANCE)
                .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                .build();
        made.setKeyPairProvider(hostKeys.provider());
        AccountLogin login = new AccountLogin(accounts, logins);
        made.setPasswordAuthenticator(login);
        made.setPublickeyAuthenticator(login);
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        made.setFileSystemFactory(new HomeFileSystems(homes));
        made.setSubsystemFactories(List.of(subsystem()));
        made.setShellFactory(channel -> new NoShell());
        made.setCommandFactory((channel, command) -> new NoShell());
        made.addSessionListener(new SessionGate(lease));
        limit(made, idle);
        return made;
    }

    private SftpSubsystemFactory subsystem() {
        SftpSubsystemFactory factory = new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new HomeAccessor(homes, uploads))
                .withSftpErrorStatusDataHandler(new StatusForClients())
                .build();
        factory.addSftpEventListener(new ClientsOwnClose());
        return factory;
    }

    private static void limit(SshServer server, Duration idle) {
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, idle);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN_TIME);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MOST_LOGIN_ATTEMPTS);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Flotilla");
        SftpModuleProperties.AUTO_FOLLOW_LINKS.set(server, false);
        SftpModuleProperties.CLIENT_EXTENSIONS.set(server, "");
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "posix-rename@openssh.com=1,fsync@openssh.com=1");
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(server, 1000);
    }
}
