package org.flotilla.gateway.sftp;

import java.nio.file.Path;
import java.util.Map;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.flotilla.storage.Home;

/**
 * Tells the client's own close of a file from all others: only its request announces {@code closing}; the end of a broken
 * session closes the handles too, but announces {@code exiting} (T3). Also keeps Flotilla's own names out of listings.
 */
final class ClientsOwnClose implements SftpEventListener {
    @Override
    public void closing(ServerSession session, String name, Handle handle) {
        if (handle instanceof FileHandle file && file.getFileChannel() instanceof UploadChannel upload) {
            upload.askToClose();
        }
    }

    @Override
    public void readEntries(ServerSession session, String name, DirectoryHandle directory, Map<String, Path> entries) {
        entries.keySet().removeIf(Home::isHidden);
    }
}
