package org.flotilla.gateway.sftp;

import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;

/**
 * Tells the client's own close of a file from all others: only its request announces {@code closing}; the end of a broken
 * session closes the handles too, but announces {@code exiting} (T3).
 */
final class ClientsOwnClose implements SftpEventListener {
    @Override
    public void closing(ServerSession session, String name, Handle handle) {
        if (handle instanceof FileHandle file && file.getFileChannel() instanceof UploadChannel upload) {
            upload.askToClose();
        }
    }
}
