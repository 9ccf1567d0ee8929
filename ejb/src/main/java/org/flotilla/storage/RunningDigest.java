package org.flotilla.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a file while it is written. Clients write from the first byte to the last, mostly, and then the file need not
 * be read again; one that jumps costs a second reading. Used by one thread.
 */
final class RunningDigest {
    private static final int BUFFER = 256 * 1024;

    private final MessageDigest digest = sha256();
    private long digested;
    private boolean inOrder = true;

    /** Takes note of bytes written at a position; leaves the buffer as it is. */
    void written(ByteBuffer bytes, long position) {
        if (inOrder && position == digested) {
            digested += bytes.remaining();
            digest.update(bytes.duplicate());
        } else {
            inOrder = false;
        }
    }

    /** What was written so far is not what the file holds. */
    void changed() {
        inOrder = false;
    }

    /** The file's digest in lower-case hex; reads it if it was not written in order. */
    String of(FileChannel file) throws IOException {
        if (!inOrder || digested != file.size()) {
            read(file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void read(FileChannel file) throws IOException {
        digest.reset();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long position = 0;
        for (int count = file.read(buffer, position); count >= 0; count = file.read(buffer, position)) {
            position += count;
            digest.update(buffer.flip());
            buffer.clear();
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
