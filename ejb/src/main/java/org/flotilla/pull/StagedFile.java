package org.flotilla.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SourceConnection;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;
import org.flotilla.storage.SealedContent;
import org.flotilla.storage.StagedContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one file while they are fetched by one claim (T4). For one thread.
 *
 * <p>Each claim writes into a content of its own. One that was frozen may still write into its; so a claim that takes over
 * begins with a copy of what the one before had made durable and recorded, which is a beginning of the same file: path, size
 * and time are those of the row. From 32 MiB to 32 MiB, and when the connection breaks, what is there is made durable and
 * recorded; a smaller file is cheaper fetched again. What was recorded is deleted by whoever records something instead, not by
 * a claim that fails: another may be copying it.
 */
final class StagedFile {

    private static final Logger LOG = LoggerFactory.getLogger(StagedFile.class);

    private final Claim claim;
    private final PulledFile file;
    private final PullTransactions transactions;
    private final Contents contents;
    private final long worthKeeping;
    private final StagedContent staged;
    private ContentId recorded;
    private long recordedBytes;

    private StagedFile(
            Claim claim,
            PulledFile file,
            PullTransactions transactions,
            Contents contents,
            long worthKeeping,
            StagedContent staged,
            ContentId recorded,
            long recordedBytes) {
        this.claim = claim;
        this.file = file;
        this.transactions = transactions;
        this.contents = contents;
        this.worthKeeping = worthKeeping;
        this.staged = staged;
        this.recorded = recorded;
        this.recordedBytes = recordedBytes;
    }

    /**
     * Begins with what an earlier claim fetched, if it is still there.
     *
     * @param worthKeeping how many new bytes are worth to be recorded
     * @param stillOurs run now and then while that is copied; throws to end it there
     */
    static StagedFile begin(
            Claim claim,
            PulledFile file,
            HeldFile held,
            SourceConnection connection,
            PullTransactions transactions,
            Contents contents,
            long worthKeeping,
            Runnable stillOurs) {
        StagedContent staged =
                held.part() == null ? contents.stage() : continued(file, held, connection, contents, stillOurs);
        return new StagedFile(claim, file, transactions, contents, worthKeeping, staged, held.part(), size(staged));
    }

    /** The connection is used now and then, or it would be closed as idle while a large part is copied. */
    private static StagedContent continued(
            PulledFile file, HeldFile held, SourceConnection connection, Contents contents, Runnable stillOurs) {
        try {
            return contents.stageCopyOf(held.part(), held.fetched(), () -> {
                stillOurs.run();
                connection.size(file.path());
            });
        } catch (FlotillaException e) {
            if (e.code() != ErrorCode.FILE_MISSING) {
                throw e;
            }
            LOG.info("What was fetched of {} is gone; it is fetched from its beginning", file.path());
            return contents.stage();
        }
    }

    /**
     * Fetches what is missing.
     *
     * @param stillOurs run before each buffer is taken; throws to end it there
     * @throws FileChanged if the file is not the listed one, seen when it has been read
     */
    void fetch(SourceConnection connection, Runnable stillOurs) {
        try {
            connection.read(file.path(), size(staged), bytes -> {
                stillOurs.run();
                take(bytes);
            });
        } catch (FlotillaException e) {
            if (e.code() == ErrorCode.UNREACHABLE) {
                keepIfWorth();
            }
            throw e;
        }
        boolean same = connection.look(file.path()).filter(this::isListed).isPresent();
        if (!same || size(staged) != file.file().size()) {
            throw new FileChanged(file.path());
        }
    }

    private boolean isListed(RemoteFile now) {
        return now.isSameAs(file.file());
    }

    private void take(ByteBuffer bytes) {
        long size = size(staged);
        if (size + bytes.remaining() > file.file().size()) {
            throw new FileChanged(file.path());
        }
        try {
            staged.write(bytes, size);
        } catch (IOException e) {
            throw storage(e);
        }
        if (size(staged) - recordedBytes >= worthKeeping) {
            record();
        }
    }

    /** What was fetched since the last time is kept for the next try; if that fails it is fetched again. */
    private void keepIfWorth() {
        try {
            if (size(staged) > recordedBytes) {
                record();
            }
        } catch (RuntimeException e) {
            LOG.debug("What was fetched of {} is not kept", file.path(), e);
        }
    }

    private void record() {
        try {
            staged.force();
        } catch (IOException e) {
            throw storage(e);
        }
        long bytes = size(staged);
        try {
            transactions.fetched(claim, file, staged.id(), bytes);
        } catch (FlotillaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FlotillaException(
                    ErrorCode.DATABASE,
                    "How far the pull of a file is could not be recorded.",
                    "It is tried again.",
                    e);
        }
        replaceRecorded();
        recordedBytes = bytes;
    }

    private void replaceRecorded() {
        deleteFormer();
        recorded = staged.id();
    }

    /** The content, whole and durable. */
    SealedContent seal() {
        try {
            return staged.seal();
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** The content was recorded as arrived. */
    void arrived() {
        deleteFormer();
    }

    private void deleteFormer() {
        if (recorded != null && !recorded.equals(staged.id())) {
            delete(recorded);
        }
    }

    /** The row is forgotten, or will be: nobody goes on with what was fetched. */
    void drop() {
        deleteFormer();
        recorded = null;
        discard();
    }

    /** Ends it after a failure. What was recorded stays for whoever goes on. */
    void discard() {
        try {
            if (staged.id().equals(recorded)) {
                staged.close();
            } else {
                staged.discard();
            }
        } catch (IOException e) {
            LOG.debug("Content {} could not be removed; the purge will", staged.id(), e);
        }
    }

    private void delete(ContentId content) {
        try {
            contents.delete(content);
        } catch (FlotillaException e) {
            LOG.debug("Content {} could not be removed; the purge will", content, e);
        }
    }

    private static long size(StagedContent content) {
        try {
            return content.size();
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private static FlotillaException storage(IOException cause) {
        return new FlotillaException(
                ErrorCode.STORAGE,
                "A file that is pulled could not be stored.",
                "It is tried again; if it stays, check the shared file system: mounted, writable, not full.",
                cause);
    }
}
