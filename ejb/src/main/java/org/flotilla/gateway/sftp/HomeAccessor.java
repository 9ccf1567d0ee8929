package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.flotilla.storage.Home;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.Homes;

/**
 * What clients may do with their home. Every path they name passes {@link #resolveLocalFilePath} first, and with it
 * {@link Home#resolve} (A2), if the account is still what it was at the log-in (K2); writing goes to {@link Uploads}. Rights, owners and times are Flotilla's own business: a request
 * to set them succeeds and changes nothing, as clients that set them after an upload expect.
 */
final class HomeAccessor implements SftpFileSystemAccessor {
    private final Homes homes;
    private final Uploads uploads;
    private final SignedIn signedIn;

    HomeAccessor(Homes homes, Uploads uploads, SignedIn signedIn) {
        this.homes = homes;
        this.uploads = uploads;
        this.signedIn = signedIn;
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remotePath) {
        FileSystem home = root.getFileSystem();
        return home.getPath(resolve(subsystem, remotePath).text());
    }

    @Override
    public LinkOption[] resolveFileAccessLinkOptions(
            SftpSubsystemProxy subsystem, Path file, int command, String extension, boolean followLinks) {
        return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle handle,
            Path file,
            String name,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        HomePath path = resolve(subsystem, file.toString());
        if (handle == null) {
            throw new UnsupportedOperationException("A stored file cannot be cut off; upload it again instead");
        }
        return options.contains(StandardOpenOption.WRITE)
                ? uploads.open(path, options)
                : FileChannel.open(path.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem,
            FileHandle handle,
            Path file,
            String name,
            Channel channel,
            Set<? extends OpenOption> options)
            throws IOException {
        if (channel instanceof UploadChannel upload && upload.isOpen()) {
            close(upload, subsystem);
        } else if (channel != null) {
            channel.close();
        }
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, LinkOption... options)
            throws IOException {
        return new VisibleEntries(SftpFileSystemAccessor.super.openDirectory(subsystem, handle, folder, name, options));
    }

    @Override
    public void syncFileData(SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Channel channel) {
        // the close makes it durable; nothing refers to it before
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic) {
        throw new UnsupportedOperationException("Links are not offered; upload the file instead");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options) {
        throw new UnsupportedOperationException("Copies are not offered; upload the file instead");
    }

    @Override
    public void setFileAttribute(
            SftpSubsystemProxy subsystem,
            Path file,
            String view,
            String attribute,
            Object value,
            LinkOption... options) {
        // accepted, not applied
    }

    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> permissions, LinkOption... options) {
        // accepted, not applied
    }

    @Override
    public void setFileAccessControl(
            SftpSubsystemProxy subsystem, Path file, List<AclEntry> entries, LinkOption... options) {
        // accepted, not applied
    }

    @Override
    public void setFileOwner(SftpSubsystemProxy subsystem, Path file, Principal owner, LinkOption... options) {
        // accepted, not applied
    }

    @Override
    public void setGroupOwner(SftpSubsystemProxy subsystem, Path file, Principal group, LinkOption... options) {
        // accepted, not applied
    }

    @Override
    public UserPrincipal resolveFileOwner(SftpSubsystemProxy subsystem, Path file, UserPrincipal name) {
        return name;
    }

    @Override
    public GroupPrincipal resolveGroupOwner(SftpSubsystemProxy subsystem, Path file, GroupPrincipal name) {
        return name;
    }

    private HomePath resolve(SftpSubsystemProxy subsystem, String path) {
        return homes.of(signedIn.current(subsystem.getServerSession())).resolve(path);
    }

    /** What was begun may not be finished for an account that is gone or disabled meanwhile, nor in a home that is (K2). */
    private void close(UploadChannel upload, SftpSubsystemProxy subsystem) throws IOException {
        ServerSession session = subsystem.getServerSession();
        if (!upload.isWhole()) {
            uploads.breakOff(upload, session.getUsername());
            return;
        }
        try {
            resolve(subsystem, upload.path().text());
        } catch (RuntimeException e) {
            uploads.breakOff(upload, session.getUsername());
            throw e;
        }
        uploads.finish(upload, session.getUsername(), SftpPeer.of(session));
    }
}
