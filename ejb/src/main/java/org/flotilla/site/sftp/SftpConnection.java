package org.flotilla.site.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.Site;
import org.flotilla.site.SiteConnection;

/** A signed-in SFTP session. After a failure other than a plain answer it is not used again. */
final class SftpConnection implements SiteConnection {
    private static final Set<OpenMode> ANEW = EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
    private static final int BUFFER = 32 * 1024;

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
    public String peerKey() {
        return site.peerKey();
    }

    @Override
    public void write(String path, InputStream content) {
        call("to write " + path, () -> {
            client.put(content, BUFFER, path, ANEW);
            return null;
        });
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
     * A server of the plain protocol refuses to rename onto an existing file. What is deleted there may be what a later
     * owner has just delivered, so nothing stands between that question and the deletion.
     */
    private void replaceInSteps(String from, String to, Runnable stillOurs) {
        Optional<SftpException> refusal = call(renaming(from, to), () -> renamed(from, to));
        if (refusal.isEmpty()) {
            return;
        }
        if (size(to).isEmpty() || size(from).isEmpty()) {
            broken = true;
            throw SftpFailure.of(address, renaming(from, to), refusal.get());
        }
        stillOurs.run();
        call(renaming(from, to), () -> {
            client.remove(to);
            client.rename(from, to);
            return null;
        });
    }

    private Optional<SftpException> renamed(String from, String to) throws IOException {
        try {
            client.rename(from, to);
            return Optional.empty();
        } catch (SftpException e) {
            return Optional.of(e);
        }
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
        int status = answer.getStatus();
        if (status == SftpConstants.SSH_FX_NO_SUCH_FILE || status == SftpConstants.SSH_FX_NO_SUCH_PATH) {
            return value;
        }
        throw answer;
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
