package org.flotilla.testsuite.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A session of Apache MINA's SFTP client with one node, signed in by password. Used by one thread. */
public final class SftpSession implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final ClientSession session;
    private final SftpClient sftp;

    public SftpSession(int port, TestAccount account) throws IOException {
        this(port, account, TIMEOUT);
    }

    /** @param patience with the node, for each of connecting and signing in */
    public SftpSession(int port, TestAccount account, Duration patience) throws IOException {
        // The node is ours, on the loopback address
        client.setServerKeyVerifier((opened, address, key) -> true);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
        try {
            session = client.connect(account.name(), "127.0.0.1", port)
                    .verify(patience)
                    .getSession();
            session.addPasswordIdentity(account.password());
            session.auth().verify(patience);
            sftp = SftpClientFactory.instance().createSftpClient(session);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    public boolean isOpen() {
        return sftp.isOpen();
    }

    /** Returns when the node has acknowledged the whole file. */
    public void put(String path, byte[] content) throws IOException {
        try (OutputStream out = write(path)) {
            out.write(content);
        }
    }

    /** To write the file piece by piece; the close returns when the node has acknowledged the whole. */
    OutputStream write(String path) throws IOException {
        return sftp.write(path);
    }

    /** Hangs up at once, from any thread: whoever waits for an answer of the node has an error. */
    public void abort() {
        session.close(true);
    }

    @Override
    public void close() throws IOException {
        sftp.close();
        session.close();
        client.close();
    }
}
