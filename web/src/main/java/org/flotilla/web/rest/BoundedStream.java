package org.flotilla.web.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that ends with an exception when more than so many bytes are read. */
final class BoundedStream extends FilterInputStream {

    private final Supplier<? extends RuntimeException> tooLong;
    private long left;

    BoundedStream(InputStream in, long most, Supplier<? extends RuntimeException> tooLong) {
        super(in);
        this.left = most;
        this.tooLong = tooLong;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        left -= Math.max(0, read);
        if (left < 0) {
            throw tooLong.get();
        }
    }
}
