package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.StagedContent;

/**
 * A file that a client has open for writing. What it writes goes into a content that nobody sees; nothing is published until
 * the client itself has asked to close the file, and no write has failed. Used by the session's thread alone.
 */
final class UploadChannel implements SeekableByteChannel {
    private final HomePath path;
    private final StagedContent content;
    private final long openedAt;
    private long position;
    private boolean open = true;
    private boolean askedToClose;
    private boolean failed;

    UploadChannel(HomePath path, StagedContent content, long openedAt) {
        this.path = path;
        this.content = content;
        this.openedAt = openedAt;
    }

    HomePath path() {
        return path;
    }

    StagedContent content() {
        return content;
    }

    /** Monotonic nanoseconds. */
    long openedAt() {
        return openedAt;
    }

    /** The client has sent its close request for this very handle. */
    void askToClose() {
        askedToClose = true;
    }

    /** Whether the client has sent all that it wanted to, and all of it was stored. */
    boolean isWhole() {
        return askedToClose && !failed;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        ensureOpen();
        try {
            int count = content.write(bytes, position);
            position += count;
            return count;
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        ensureOpen();
        int count = content.read(bytes, position);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        ensureOpen();
        return content.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        ensureOpen();
        content.truncate(size);
        position = Math.min(position, size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Marks it closed; what becomes of the content is decided by who closes it. */
    @Override
    public void close() {
        open = false;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
