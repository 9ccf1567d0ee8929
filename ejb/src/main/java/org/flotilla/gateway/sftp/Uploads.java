package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.storage.Contents;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.StagedContent;
import org.flotilla.transfer.Arrival;
import org.flotilla.transfer.Arrivals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins uploads and ends them: handed over when they are whole, removed when they are not. */
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String PROTOCOL = "SFTP";

    private final Contents contents;
    private final Arrivals arrivals;
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected Uploads() {
        this(null, null, null);
    }

    @Inject
    public Uploads(Contents contents, Arrivals arrivals, NodeClock clock) {
        this.contents = contents;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /**
     * Opens a file for writing as the client asks to: empty, or with what is there.
     *
     * @throws FlotillaException CONFLICT if it must be new and is not, or is a folder; NOT_FOUND; STORAGE
     */
    UploadChannel open(HomePath path, Set<? extends OpenOption> options) {
        boolean exists = Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS);
        check(path, options, exists);
        boolean anew = !exists || options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        StagedContent content = anew ? contents.stage() : contents.stageCopyOf(path);
        return new UploadChannel(path, content, clock.nanoTime());
    }

    /** Ends an upload that is whole. @throws FlotillaException if the client has to send it again */
    void finish(UploadChannel upload, String account, String peer) {
        upload.close();
        arrivals.land(
                new Arrival(account, upload.path(), PROTOCOL, peer, clock.since(upload.openedAt())), upload.content());
    }

    /** Ends an upload of which nothing is wanted. */
    void breakOff(UploadChannel upload, String account) throws IOException {
        upload.close();
        LOG.info("Upload of {} by {} was broken off; nothing of it is kept", upload.path(), account);
        upload.content().discard();
    }

    private static void check(HomePath path, Set<? extends OpenOption> options, boolean exists) {
        boolean creates =
                options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        if (!exists && !creates) {
            throw FlotillaException.notFound("file", path.text());
        }
        if (exists && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT, "'" + path + "' is there already.", "Use another name, or allow to overwrite.");
        }
        if (exists && !Files.isRegularFile(path.file(), LinkOption.NOFOLLOW_LINKS)) {
            throw new FlotillaException(ErrorCode.CONFLICT, "'" + path + "' is a folder.", "Use another name.");
        }
        if (!Files.isDirectory(path.file().getParent(), LinkOption.NOFOLLOW_LINKS)) {
            throw FlotillaException.notFound("folder", path.folder());
        }
    }
}
