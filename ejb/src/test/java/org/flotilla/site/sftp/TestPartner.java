package org.flotilla.site.sftp;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.flotilla.site.Protocol;
import org.flotilla.site.Site;

/** A partner's SFTP server on a free port, with a host key of its own. */
public final class TestPartner implements AutoCloseable {
    public static final String USER = "partner";
    public static final String PASSWORD = "secret";

    private final Path root;
    private final KeyPair hostKey = keyPair();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private volatile BeforeRename beforeRename = (from, to) -> {};
    private volatile Runnable beforeWrite = () -> {};
    private volatile Runnable beforeRemove = () -> {};
    private volatile BeforeRead beforeRead = offset -> {};

    /** What happens at the partner before it renames: what it throws it answers instead. */
    public interface BeforeRename {
        void moving(Path from, Path to) throws IOException;
    }

    /** What happens at the partner before it reads some bytes of a file, from that offset on. */
    interface BeforeRead {
        void reading(long offset);
    }

    /** One that can replace a file at once. */
    public TestPartner(Path root) throws IOException {
        this(root, false);
    }

    /** @param plain without OpenSSH's rename, which replaces; one extension has to be named, else all are offered */
    TestPartner(Path root, boolean plain) throws IOException {
        this.root = Files.createDirectories(root);
        Files.createDirectories(root.resolve("in"));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int dataOffset,
                    int length) {
                beforeRead.reading(offset);
            }

            @Override
            public void writing(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int dataOffset,
                    int length) {
                beforeWrite.run();
                written.addAndGet(length);
            }

            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options)
                    throws IOException {
                beforeRename.moving(real(from), real(to));
            }

            @Override
            public void removing(ServerSession session, Path path, boolean isDirectory) {
                beforeRemove.run();
            }
        });
        if (plain) {
            SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "fsync@openssh.com=1");
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> mayEnter(user, password));
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(new VirtualFileSystemFactory(this.root));
        server.start();
    }

    private boolean mayEnter(String user, String password) {
        boolean ok = USER.equals(user) && PASSWORD.equals(password);
        if (ok) {
            logins.incrementAndGet();
        }
        return ok;
    }

    /** What happens at the partner before it writes some bytes of a file; a hook that waits makes it a slow one. */
    public void beforeWrite(Runnable hook) {
        beforeWrite = hook;
    }

    /** What happens at the partner before it deletes a file. */
    public void beforeRemove(Runnable hook) {
        beforeRemove = hook;
    }

    void beforeRead(BeforeRead hook) {
        beforeRead = hook;
    }

    public void beforeRename(BeforeRename hook) {
        beforeRename = hook;
    }

    /** A site that is this partner, as if created now. */
    public Site site(String name) {
        return new Site(
                name,
                Protocol.SFTP,
                "127.0.0.1",
                server.getPort(),
                USER,
                true,
                false,
                PublicKeyEntry.toString(hostKey.getPublic()),
                "/in",
                null,
                null,
                null,
                false,
                8,
                0);
    }

    /** A file as the partner sees it. */
    public Path file(String path) {
        return root.resolve(path.substring(1));
    }

    /** How many bytes of files it was sent. */
    public long written() {
        return written.get();
    }

    /** How many connections were ever made. */
    public int logins() {
        return logins.get();
    }

    /** How many connections there are. */
    public int sessions() {
        return server.getActiveSessions().size();
    }

    private Path real(Path seen) {
        return file(seen.toString());
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has elliptic curves", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
