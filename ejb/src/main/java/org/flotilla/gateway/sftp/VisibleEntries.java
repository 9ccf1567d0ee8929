package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.flotilla.storage.Home;

/** A folder's entries without Flotilla's own. */
final class VisibleEntries implements DirectoryStream<Path> {
    private final DirectoryStream<Path> all;

    VisibleEntries(DirectoryStream<Path> all) {
        this.all = all;
    }

    @Override
    public Iterator<Path> iterator() {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(entry -> !Home.isHidden(entry.getFileName().toString()))
                .iterator();
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
