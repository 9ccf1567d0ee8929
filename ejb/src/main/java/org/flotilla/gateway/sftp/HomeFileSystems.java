package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import org.apache.sshd.common.file.FileSystemFactory;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.flotilla.storage.Homes;

/** Gives each session a file system whose root is the account's home. */
final class HomeFileSystems implements FileSystemFactory {
    private final Homes homes;
    private final SignedIn signedIn;

    HomeFileSystems(Homes homes, SignedIn signedIn) {
        this.homes = homes;
        this.signedIn = signedIn;
    }

    @Override
    public Path getUserHomeDir(SessionContext session) {
        return homes.open(signedIn.current((Session) session)).root();
    }

    @Override
    public FileSystem createFileSystem(SessionContext session) throws IOException {
        return new RootedFileSystemProvider().newFileSystem(getUserHomeDir(session), Map.of());
    }
}
