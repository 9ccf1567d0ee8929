package org.flotilla.transfer;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SiteConnection;

/** A connection that ends right after the partner refused to rename. */
final class CutOffAfterRefusal implements SiteConnection {
    private final SiteConnection connection;
    private boolean refused;

    CutOffAfterRefusal(SiteConnection connection) {
        this.connection = connection;
    }

    @Override
    public String peer() {
        return connection.peer();
    }

    @Override
    public String protocol() {
        return connection.protocol();
    }

    @Override
    public String peerKey() {
        return connection.peerKey();
    }

    @Override
    public void write(String path, InputStream content, Runnable stillOurs) {
        connection.write(path, content, stillOurs);
    }

    @Override
    public OptionalLong size(String path) {
        if (refused) {
            throw new FlotillaException(ErrorCode.UNREACHABLE, "Cut off.", "It is tried again.");
        }
        return connection.size(path);
    }

    @Override
    public void replace(String from, String to, Runnable stillOurs) {
        refused = true;
        throw new FlotillaException(ErrorCode.PARTNER_REFUSED, "No such file.", "Make the folder.");
    }

    @Override
    public void list(String folder, Consumer<RemoteFile> each) {
        connection.list(folder, each);
    }

    @Override
    public Optional<RemoteFile> look(String path) {
        return connection.look(path);
    }

    @Override
    public void read(String path, long offset, Consumer<ByteBuffer> sink) {
        connection.read(path, offset, sink);
    }

    @Override
    public boolean move(String from, String to) {
        return connection.move(from, to);
    }

    @Override
    public void delete(String path) {
        connection.delete(path);
    }

    @Override
    public void close() {
        connection.close();
    }
}
