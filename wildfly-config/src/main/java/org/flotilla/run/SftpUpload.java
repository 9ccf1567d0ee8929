package org.flotilla.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** Puts a file on a node as a client of an account would, who knows the cluster's host keys and trusts no other. */
public final class SftpUpload {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final int port;
    private final String user;
    private final String password;
    private final Set<String> hostKeys;

    /** @param hostKeys fingerprints of the keys that the server may show: {@code SHA256:...} */
    public SftpUpload(int port, String user, String password, Set<String> hostKeys) {
        this.port = port;
        this.user = user;
        this.password = password;
        this.hostKeys = Set.copyOf(hostKeys);
    }

    /**
     * Uploads what the stream holds; returns when the server has acknowledged the whole file.
     *
     * @throws IOException also when the server shows another key; it has not seen the password then
     */
    public void put(String remotePath, InputStream content) throws IOException {
        AtomicReference<String> refused = new AtomicReference<>();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> isKnown(key, refused));
            client.start();
            try (ClientSession session = login(client);
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                try (OutputStream out = sftp.write(remotePath)) {
                    content.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw refused.get() == null ? e : new IOException(unknown(refused.get()), e);
        }
    }

    private boolean isKnown(PublicKey key, AtomicReference<String> refused) {
        String fingerprint = KeyUtils.getFingerPrint(key);
        boolean known = hostKeys.contains(fingerprint);
        if (!known) {
            refused.set(KeyUtils.getKeyType(key) + " " + fingerprint);
        }
        return known;
    }

    private String unknown(String shown) {
        return "the server on port " + port + " shows the host key " + shown + ", but the cluster's are "
                + String.join(", ", new TreeSet<>(hostKeys)) + ". Find out what listens there (ss -ltnp)";
    }

    private ClientSession login(SshClient client) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", port).verify(TIMEOUT).getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(TIMEOUT);
        return session;
    }
}
