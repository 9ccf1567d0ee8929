package org.flotilla.site.sftp;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;
import org.flotilla.core.sftp.SshCryptography;
import org.flotilla.site.PrivateKeys;
import org.flotilla.site.SiteAccess;

/** Makes signed-in SFTP sessions with this node's one SSH client, which lives as long as the application. */
@ApplicationScoped
public class SftpConnector implements PrivateKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final AttributeRepository.AttributeKey<PinnedKey> PINNED = new AttributeRepository.AttributeKey<>();

    private SshClient client;

    @PostConstruct
    void start() {
        client = ClientBuilder.builder()
                .cipherFactories(SshCryptography.clientCiphers())
                .macFactories(SshCryptography.macs())
                .signatureFactories(SshCryptography.signatures())
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(
                        true, SshCryptography.keyExchanges(), ClientBuilder.DH2KEX))
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .filePasswordProvider(FilePasswordProvider.EMPTY)
                .serverKeyVerifier((session, address, key) -> false)
                .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(
                UserAuthPublicKeyFactory.INSTANCE,
                UserAuthPasswordFactory.INSTANCE,
                UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, IDLE);
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        client.addSessionListener(new PinTheKey());
        client.start();
    }

    @PreDestroy
    void stop() {
        client.stop();
    }

    SftpConnection connect(SiteAccess access, Consumer<SftpConnection> giveBack) {
        String peer = access.site().host() + ":" + access.site().port();
        PinnedKey pinned = new PinnedKey(SshPublicKey.parse(access.site().hostKey()));
        ClientSession session = null;
        try {
            session = connected(access, pinned);
            session.auth().verify(PATIENCE);
            SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
            return new SftpConnection(access.site(), session, sftp, giveBack);
        } catch (FlotillaException e) {
            close(session);
            throw e;
        } catch (IOException | RuntimeException e) {
            close(session);
            throw SftpFailure.connecting(peer, access.site().userName(), pinned, e);
        }
    }

    private ClientSession connected(SiteAccess access, PinnedKey pinned) throws IOException {
        AttributeRepository context = AttributeRepository.ofKeyValuePair(PINNED, pinned);
        ClientSession session = client.connect(
                        access.site().userName(),
                        access.site().host(),
                        access.site().port(),
                        context,
                        null)
                .verify(PATIENCE)
                .getSession();
        if (access.privateKey() != null) {
            session.addPublicKeyIdentity(SshCryptography.privateKey(access.privateKey()));
        }
        if (access.password() != null) {
            session.addPasswordIdentity(access.password());
        }
        return session;
    }

    @Override
    public void check(String text) {
        SshCryptography.privateKey(text);
    }

    private static void close(ClientSession session) {
        if (session != null) {
            session.close(true);
        }
    }

    /** Gives each session its pinned key before it says which kinds of keys it takes. */
    private static final class PinTheKey implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            ClientSession created = (ClientSession) session;
            PinnedKey pinned = created.getConnectionContext().getAttribute(PINNED);
            created.setServerKeyVerifier(pinned);
            created.setSignatureFactories(SshCryptography.signaturesFor(pinned.keyType()));
        }
    }
}
