package org.flotilla.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * Puts a file on a node as a client of an account would. Trusts any host key, because it only ever speaks with servers
 * that we started ourselves on the loopback address.
 */
public final class SftpUpload {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final int port;
    private final String user;
    private final String password;

    public SftpUpload(int port, String user, String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** Uploads what the stream holds; returns when the server has acknowledged the whole file. */
    public void put(String remotePath, InputStream content) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session = login(client);
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                try (OutputStream out = sftp.write(remotePath)) {
                    content.transferTo(out);
                }
            }
        }
    }

    private ClientSession login(SshClient client) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", port).verify(TIMEOUT).getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(TIMEOUT);
        return session;
    }
}
