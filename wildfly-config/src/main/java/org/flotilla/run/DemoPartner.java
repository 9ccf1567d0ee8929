package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * The partner's side of a transfer: an SFTP server that has nothing to do with WildFly, with its own host key and one
 * user. Host key and password are kept below its folder, so that a site that pins them is right in the next run too.
 */
public final class DemoPartner implements AutoCloseable {

    /** Name of its one user. */
    public static final String USER = "partner";

    /** What senders give a name to at the end that has not arrived. */
    private static final String TEMPORARY = ".part";

    private final Path folder;
    private final SimpleGeneratorHostKeyProvider keys;
    private int port;
    private SshServer server;
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final Queue<String> arrivals = new ConcurrentLinkedQueue<>();
    private final PartnerGate gate = new PartnerGate();

    /** A partner that keeps what it needs below the folder and listens on the port; 0 takes any. Not started yet. */
    public DemoPartner(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.keys = new SimpleGeneratorHostKeyProvider(folder.resolve("host.key"));
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
    }

    /** One that was stopped does not start again: each start gets its own. */
    private SshServer newServer() {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setKeyPairProvider(keys);
        fresh.setPasswordAuthenticator((user, given, session) -> mayEnter(user, given));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Work());
        fresh.setSubsystemFactories(List.of(sftp));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root().toAbsolutePath()));
        return fresh;
    }

    /** A sender renames a file to its final name when it is whole: that is when it has arrived. */
    private final class Work implements SftpEventListener {

        @Override
        public void initialized(ServerSession session, int version) {
            mostConnections.accumulateAndGet(connections.incrementAndGet(), Math::max);
        }

        @Override
        public void destroying(ServerSession session) {
            connections.decrementAndGet();
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
            gate.pass(PartnerGate.Step.WRITE);
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
            gate.pass(PartnerGate.Step.RENAME);
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown) {
            String name = to.getFileName().toString();
            if (thrown == null && !name.endsWith(TEMPORARY)) {
                arrivals.add(name);
            }
        }
    }

    private boolean mayEnter(String user, String given) {
        boolean ok = USER.equals(user) && MessageDigest.isEqual(bytes(password()), bytes(given));
        if (ok) {
            logins.incrementAndGet();
        }
        return ok;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Opens the port; after {@link #stop()} the same one. */
    public void start() {
        try {
            PrivateFile.folder(folder);
            Files.createDirectories(inbox());
            publicKey();
            PrivateFile.restrict(folder.resolve("host.key"));
            server = newServer();
            server.start();
            port = server.getPort();
        } catch (IOException e) {
            throw new RunFailure(
                    "The demo partner cannot listen on port " + port + ": " + e.getMessage()
                            + " (-Dpartner.port=... moves it)",
                    e);
        }
    }

    public int port() {
        return port;
    }

    /** The password of {@link #USER}. */
    public String password() {
        return PrivateFile.readOrCreate(folder.resolve("password"));
    }

    /** The host key as one line of OpenSSH: type and key. */
    public String hostKey() {
        return PublicKeyEntry.toString(publicKey());
    }

    /** SHA-256 fingerprint of the host key, as ssh-keygen shows it. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(publicKey());
    }

    /** Makes the key when there is none. */
    private PublicKey publicKey() {
        return keys.loadKeys(null).iterator().next().getPublic();
    }

    /** What the partner's user sees as /. */
    public Path root() {
        return folder.resolve("root");
    }

    /** Where files are sent to. */
    public Path inbox() {
        return root().resolve("inbox");
    }

    /** How many times somebody logged in. */
    public int logins() {
        return logins.get();
    }

    /** How many SFTP connections there were at once at most. */
    public int mostConnections() {
        return mostConnections.get();
    }

    /** How many whole or half files lie in the inbox under any name. */
    public long files() {
        try (Stream<Path> files = Files.list(inbox())) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets tests stop senders in the middle of what they do. */
    public PartnerGate gate() {
        return gate;
    }

    /** The names of all files in the inbox, whole or half, sorted. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(inbox())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names that files got when they arrived, in order; a name that is twice in it arrived twice. */
    public List<String> arrivals() {
        return List.copyOf(arrivals);
    }

    /** SHA-256 of a file in the inbox. */
    public String sha256(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(inbox().resolve(name)));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets all files; the keys stay. */
    public void empty() {
        arrivals.clear();
        try {
            Files.createDirectories(inbox());
            Files.walkFileTree(inbox(), new java.nio.file.SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, java.nio.file.attribute.BasicFileAttributes attributes)
                        throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the port and every session; {@link #start()} opens it again. Does nothing when it is not open. */
    public void stop() {
        if (server != null) {
            try {
                server.stop(true);
            } catch (IOException e) {
                throw new RunFailure("The demo partner did not stop", e);
            } finally {
                server = null;
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
