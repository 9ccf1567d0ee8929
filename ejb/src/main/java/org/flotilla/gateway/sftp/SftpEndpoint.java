package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.flotilla.account.Accounts;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.Lease;
import org.flotilla.core.NodeClock;
import org.flotilla.core.sftp.SshCryptography;
import org.flotilla.storage.Homes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server: opened and closed by {@link SftpGateway}, any number of times, never both at once. Its other
 * methods may be called at any time.
 */
@ApplicationScoped
public class SftpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SftpEndpoint.class);
    private static final int MOST_LOGIN_ATTEMPTS = 6;
    private static final int LOGIN_THREADS = 4;
    private static final int LOGIN_QUEUE = 200;
    private static final int RECORD_THREADS = 2;
    private static final int RECORD_QUEUE = 1000;
    private static final Duration LOGIN_TIME = Duration.ofSeconds(30);

    private final HostKeys hostKeys;
    private final Accounts accounts;
    private final Homes homes;
    private final Uploads uploads;
    private final Lease lease;
    private final Audit audit;
    private final NodeClock clock;
    private final SignedIn signedIn;
    private volatile SshServer server;
    private volatile boolean complete;
    private ThreadPoolExecutor logins;
    private ThreadPoolExecutor records;
    private ScheduledExecutorService timer;

    /** For CDI's proxy. */
    protected SftpEndpoint() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public SftpEndpoint(
            HostKeys hostKeys,
            Accounts accounts,
            Homes homes,
            Uploads uploads,
            Lease lease,
            Audit audit,
            NodeClock clock) {
        this.hostKeys = hostKeys;
        this.accounts = accounts;
        this.homes = homes;
        this.uploads = uploads;
        this.lease = lease;
        this.audit = audit;
        this.clock = clock;
        this.signedIn = new SignedIn(accounts);
    }

    /** The host keys to open with; reads the database, or writes to it. */
    List<KeyPair> hostKeys() {
        return hostKeys.quick();
    }

    /** Begins to listen; waits for no database. @return the port, which is a free one if {@code port} is 0 */
    public int open(String address, int port, SftpLimits limits, List<KeyPair> keys) throws IOException {
        logins = threads(LOGIN_THREADS, LOGIN_QUEUE);
        records = threads(RECORD_THREADS, RECORD_QUEUE);
        timer = Executors.newSingleThreadScheduledExecutor();
        SshServer made = configured(limits, keys);
        server = made;
        made.setHost(address);
        made.setPort(port);
        made.start();
        return made.getPort();
    }

    private static ThreadPoolExecutor threads(int number, int waiting) {
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(number, number, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waiting));
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    /** Makes the host key that takes long, if it is not there yet. */
    void completeHostKeys() {
        SshServer present = server;
        if (present != null && !complete) {
            List<KeyPair> keys = hostKeys.quick();
            if (keys.size() < HostKeys.ALL) {
                keys.add(hostKeys.rsa());
            }
            present.setKeyPairProvider(KeyPairProvider.wrap(keys));
            complete = true;
        }
    }

    /** Closes the sessions whose account is gone or disabled, or has another password or other keys (K2). */
    void closeOutdated() {
        SshServer present = server;
        if (present != null) {
            present.getActiveSessions().stream()
                    .filter(AbstractSession::isAuthenticated)
                    .filter(session -> !signedIn.isCurrent(session))
                    .forEach(SftpEndpoint::close);
        }
    }

    private static void close(AbstractSession session) {
        LOG.info(
                "The session of {} from {} is closed: the account was changed or removed",
                session.getUsername(),
                SftpPeer.of(session));
        try {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "The account was changed or removed. Log in again.");
        } catch (IOException e) {
            session.close(true);
        }
    }

    /** Stops listening and breaks off all sessions; what they had not finished is not published. Records are still written. */
    public void close() {
        SshServer present = server;
        if (present != null) {
            server = null;
            complete = false;
            present.close(true);
            logins.shutdownNow();
            records.shutdown();
            timer.shutdownNow();
        }
    }

    private SshServer configured(SftpLimits limits, List<KeyPair> keys) {
        SshServer made = ServerBuilder.builder()
                .cipherFactories(SshCryptography.serverCiphers())
                .macFactories(SshCryptography.macs())
                .signatureFactories(SshCryptography.signatures())
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(
                        true, SshCryptography.keyExchanges(), ServerBuilder.DH2KEX))
                .forwarderFactory(DefaultForwarderFactory.INSTANCE)
                .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                .build();
        made.setKeyPairProvider(KeyPairProvider.wrap(keys));
        AccountLogin login = new AccountLogin(accounts, signedIn, logins, timer, clock);
        made.setPasswordAuthenticator(login);
        made.setPublickeyAuthenticator(login);
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        made.setFileSystemFactory(new HomeFileSystems(homes, signedIn));
        made.setSubsystemFactories(List.of(subsystem()));
        made.setShellFactory(channel -> new NoShell());
        made.setCommandFactory((channel, command) -> new NoShell());
        SessionGate gate = new SessionGate(lease, limits);
        made.setSessionFactory(GatewaySession.factory(made, gate));
        made.addSessionListener(gate);
        made.addSessionListener(new SignInRecords(audit, records, new RefusalBudget(clock)));
        limit(made, limits.idle());
        return made;
    }

    private SftpSubsystemFactory subsystem() {
        SftpSubsystemFactory factory = new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new HomeAccessor(homes, uploads, signedIn))
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
