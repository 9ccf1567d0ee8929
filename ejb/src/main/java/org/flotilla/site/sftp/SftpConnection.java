package org.flotilla.site.sftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.Site;
import org.flotilla.site.SiteConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A signed-in SFTP session. After a failure other than a plain answer it is not used again. */
final class SftpConnection implements SiteConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SftpConnection.class);
    private static final Set<OpenMode> ANEW = EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
    private static final int BUFFER = 32 * 1024;
    private static final int ASIDE_LENGTH = 8;

    private final Site site;
    private final String address;
    private final ClientSession session;
    private final SftpClient client;
    private final Consumer<SftpConnection> giveBack;
    private boolean broken;

    SftpConnection(Site site, ClientSession session, SftpClient client, Consumer<SftpConnection> giveBack) {
        this.site = site;
        this.address = site.host() + ":" + site.port();
        this.session = session;
        this.client = client;
        this.giveBack = giveBack;
    }

    @Override
    public String peer() {
        return site.peer();
    }

    @Override
    public String protocol() {
        return site.protocol().name();
    }

    @Override
    public String peerKey() {
        return site.peerKey();
    }

    @Override
    public void write(String path, InputStream content, Runnable stillOurs) {
        InputStream asking = new FilterInputStream(content) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                endedByLoss(stillOurs);
                return super.read(bytes, offset, length);
            }
        };
        call("to write " + path, () -> {
            client.put(asking, BUFFER, path, ANEW);
            return null;
        });
    }

    /**
     * Who has lost the event may have lost the place at the site too (W4). So the session ends before anything is closed in
     * it, which would wait for the partner to answer what is under way.
     */
    private void endedByLoss(Runnable step) {
        try {
            step.run();
        } catch (FlotillaException e) {
            if (e.code() == ErrorCode.NOT_OWNER) {
                broken = true;
                disconnect();
            }
            throw e;
        }
    }

    @Override
    public OptionalLong size(String path) {
        return call("to look at " + path, () -> {
            try {
                return OptionalLong.of(client.stat(path).getSize());
            } catch (SftpException e) {
                return absent(e, OptionalLong.empty());
            }
        });
    }

    @Override
    public void list(String folder, Consumer<RemoteFile> each) {
        call("to list " + folder, () -> {
            try (SftpClient.CloseableHandle opened = client.openDir(folder)) {
                List<SftpClient.DirEntry> some = client.readDir(opened);
                while (some != null) {
                    some.stream()
                            .filter(entry -> entry.getAttributes().isRegularFile())
                            .map(entry -> file(entry.getFilename(), entry.getAttributes()))
                            .forEach(file -> endedByLoss(() -> each.accept(file)));
                    some = client.readDir(opened);
                }
            }
            return null;
        });
    }

    @Override
    public Optional<RemoteFile> look(String path) {
        return call("to look at " + path, () -> {
            try {
                SftpClient.Attributes attributes = client.stat(path);
                String name = path.substring(path.lastIndexOf('/') + 1);
                return attributes.isRegularFile() ? Optional.of(file(name, attributes)) : Optional.empty();
            } catch (SftpException e) {
                return absent(e, Optional.empty());
            }
        });
    }

    private static RemoteFile file(String name, SftpClient.Attributes attributes) {
        FileTime modified = attributes.getModifyTime();
        Instant seconds = modified == null ? Instant.EPOCH : Instant.ofEpochSecond(modified.to(TimeUnit.SECONDS));
        return new RemoteFile(name, attributes.getSize(), seconds);
    }

    @Override
    public void read(String path, long offset, Consumer<ByteBuffer> sink) {
        call("to read " + path, () -> {
            try (InputStream content = client.read(path, BUFFER, OpenMode.Read)) {
                content.skipNBytes(offset);
                byte[] some = new byte[BUFFER];
                for (int count = content.read(some); count >= 0; count = content.read(some)) {
                    ByteBuffer bytes = ByteBuffer.wrap(some, 0, count);
                    endedByLoss(() -> sink.accept(bytes));
                }
            }
            return null;
        });
    }

    /** Looked for first: some servers of the plain protocol rename onto an existing file all the same. */
    @Override
    public boolean move(String from, String to) {
        if (size(to).isPresent()) {
            return false;
        }
        Optional<SftpException> refusal = renamed(from, to);
        if (refusal.isPresent() && size(to).isPresent()) {
            return false;
        }
        refusal.ifPresent(answer -> {
            throw refused(from, to, answer);
        });
        return true;
    }

    @Override
    public void replace(String from, String to, Runnable stillOurs) {
        OpenSSHPosixRenameExtension posix = client.getExtension(OpenSSHPosixRenameExtension.class);
        stillOurs.run();
        if (posix != null && posix.isSupported()) {
            call(renaming(from, to), () -> {
                posix.posixRename(from, to);
                return null;
            });
        } else {
            replaceInSteps(from, to, stillOurs);
        }
    }

    /**
     * A server of the plain protocol refuses to rename onto an existing file. So that one is moved aside, to a name that only
     * this attempt uses, and deleted when the new one is there. It may be what a later owner has just delivered, while this
     * one was frozen: then there is nothing left to rename, and it is put back.
     */
    private void replaceInSteps(String from, String to, Runnable stillOurs) {
        Optional<SftpException> refusal = renamed(from, to);
        if (refusal.isEmpty()) {
            return;
        }
        if (size(to).isEmpty() || size(from).isEmpty()) {
            throw refused(from, to, refusal.get());
        }
        String aside = from + "." + UUID.randomUUID().toString().substring(0, ASIDE_LENGTH) + ".old";
        stillOurs.run();
        renamed(to, aside).filter(e -> !isAbsent(e)).ifPresent(e -> {
            throw refused(to, aside, e);
        });
        renamed(from, to).ifPresent(e -> {
            putBack(aside, to);
            throw refused(from, to, e);
        });
        clear(aside);
    }

    /** A file that has come to the name meanwhile is the later one, and stays. */
    private void putBack(String aside, String to) {
        if (size(to).isPresent()) {
            clear(aside);
            return;
        }
        renamed(aside, to).filter(e -> !isAbsent(e)).ifPresent(e -> {
            throw refused(aside, to, e);
        });
    }

    /** What is not deleted stays at the partner as a file that nobody asks for. */
    private void clear(String aside) {
        try {
            delete(aside);
        } catch (FlotillaException e) {
            LOG.warn("{} stays at {}: it was replaced, and could not be deleted", aside, peer(), e);
        }
    }

    /** Empty, or what the partner answered instead. */
    private Optional<SftpException> renamed(String from, String to) {
        return call(renaming(from, to), () -> {
            try {
                client.rename(from, to);
                return Optional.empty();
            } catch (SftpException e) {
                return Optional.of(e);
            }
        });
    }

    private FlotillaException refused(String from, String to, SftpException answer) {
        broken = true;
        return SftpFailure.of(address, renaming(from, to), answer);
    }

    private static String renaming(String from, String to) {
        return "to rename " + from + " to " + to;
    }

    @Override
    public void delete(String path) {
        call("to delete " + path, () -> {
            try {
                client.remove(path);
            } catch (SftpException e) {
                absent(e, null);
            }
            return null;
        });
    }

    @Override
    public void close() {
        giveBack.accept(this);
    }

    boolean isUsable() {
        return !broken && client.isOpen() && session.isOpen();
    }

    /** Ends the session without waiting for the partner. */
    void disconnect() {
        session.close(true);
    }

    private static <T> T absent(SftpException answer, T value) throws SftpException {
        if (isAbsent(answer)) {
            return value;
        }
        throw answer;
    }

    private static boolean isAbsent(SftpException answer) {
        int status = answer.getStatus();
        return status == SftpConstants.SSH_FX_NO_SUCH_FILE || status == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    private <T> T call(String what, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            broken = true;
            throw SftpFailure.of(address, what, e);
        } catch (FlotillaException e) {
            throw e;
        } catch (RuntimeException e) {
            broken = true;
            throw SftpFailure.unreachable(address, e);
        }
    }

    /** One exchange with the partner. */
    private interface Call<T> {
        T run() throws IOException;
    }
}
