package org.flotilla.testsuite.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** The session of an account's user: MINA's client, with nothing of this machine's user. */
final class SftpUser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SshClient client;
    private final SftpClient sftp;

    private SftpUser(String name, String password, KeyPair key) throws IOException {
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        try {
            ClientSession session = client.connect(
                            name, "127.0.0.1", Deployed.server().sftpPort())
                    .verify(TIMEOUT)
                    .getSession();
            if (password != null) {
                session.addPasswordIdentity(password);
            }
            if (key != null) {
                session.addPublicKeyIdentity(key);
            }
            session.auth().verify(TIMEOUT);
            sftp = SftpClientFactory.instance().createSftpClient(session);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    static SftpUser byPassword(String name, String password) throws IOException {
        return new SftpUser(name, password, null);
    }

    static SftpUser byKey(String name, KeyPair key) throws IOException {
        return new SftpUser(name, null, key);
    }

    boolean isOpen() {
        return sftp.isOpen() && sftp.getClientSession().isOpen();
    }

    SftpClient client() {
        return sftp;
    }

    /** Returns when the server has acknowledged the whole file. */
    void put(String path, String content) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    String get(String path) throws IOException {
        try (InputStream in = sftp.read(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
