package org.flotilla.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.flotilla.core.NodeClock;

/**
 * A content that is being written: nobody sees it, and nothing refers to it. It ends by {@link #seal()}, or by
 * {@link #discard()}; if the node dies before, the purge finds it. Used by one thread at a time.
 */
public final class StagedContent {
    private static final long PART = 64L * 1024 * 1024;

    private final ContentId id;
    private final Path file;
    private final FileChannel channel;
    private final NodeClock clock;
    private final RunningDigest digest = new RunningDigest();

    StagedContent(ContentId id, Path file, FileChannel channel, NodeClock clock) {
        this.id = id;
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    public ContentId id() {
        return id;
    }

    /** Writes all of the bytes at the position. */
    public int write(ByteBuffer bytes, long position) throws IOException {
        digest.written(bytes, position);
        int count = bytes.remaining();
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        return count;
    }

    public int read(ByteBuffer bytes, long position) throws IOException {
        return channel.read(bytes, position);
    }

    public long size() throws IOException {
        return channel.size();
    }

    public void truncate(long size) throws IOException {
        if (size < channel.size()) {
            digest.changed();
            channel.truncate(size);
        }
    }

    /** Begins with what another file holds. */
    void copyFrom(Path existing) throws IOException {
        digest.changed();
        try (FileChannel source = FileChannel.open(existing, LinkOption.NOFOLLOW_LINKS)) {
            long size = source.size();
            for (long at = 0; at < size; ) {
                at += source.transferTo(at, size - at, channel);
            }
        }
    }

    /** Begins with the first bytes of another file, a part at a time. */
    void copyFrom(Path existing, long length, Runnable afterEachPart) throws IOException {
        digest.changed();
        try (FileChannel source = FileChannel.open(existing, LinkOption.NOFOLLOW_LINKS)) {
            for (long at = 0; at < length; ) {
                long count = source.transferTo(at, Math.min(length - at, PART), channel.position(at));
                if (count <= 0) {
                    throw new EOFException(id.value());
                }
                at += count;
                afterEachPart.run();
            }
        }
    }

    /** Makes what was written so far durable, with the content's name. More may follow. */
    public void force() throws IOException {
        channel.force(true);
        Durable.sync(file.getParent());
    }

    /**
     * Makes the content whole and durable, with its name. May be called once; after a failure discard it. From now on it
     * counts as written to just now: the purge of orphans leaves it alone until something refers to it.
     *
     * @throws NoSuchFileException if it was taken for an orphan: nothing was written to it for a day
     */
    public SealedContent seal() throws IOException {
        long size = channel.size();
        String sha256 = digest.of(channel);
        channel.force(true);
        channel.close();
        Durable.sync(file.getParent());
        Files.setLastModifiedTime(file, FileTime.from(clock.now()));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(id.value());
        }
        return new SealedContent(id, size, sha256);
    }

    /** Ends the writing, and leaves what is there to whoever goes on with it. */
    public void close() throws IOException {
        channel.close();
    }

    /** Removes the content as if it had never been. May be called at any time before something refers to it. */
    public void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
