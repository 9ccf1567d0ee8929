package org.flotilla.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.flotilla.storage.Contents;
import org.flotilla.transfer.TransferStore;

/**
 * Which files of a home are still to be delivered: those that are a content of a transfer whose cycle has unfinished events, be
 * it by a route or because somebody asked for it, and whatever name the client has given the file since.
 */
@ApplicationScoped
public class AwaitedFiles {

    private final TransferStore transfers;
    private final Contents contents;

    /** For CDI's proxy. */
    protected AwaitedFiles() {
        this(null, null);
    }

    @Inject
    public AwaitedFiles(TransferStore transfers, Contents contents) {
        this.transfers = transfers;
        this.contents = contents;
    }

    /** Those of the keys of the account's files. Joins the caller's transaction. */
    Set<Object> among(Set<Object> keys, String account) {
        Set<Object> awaited = new HashSet<>();
        if (!keys.isEmpty()) {
            transfers.eachAwaited(
                    account,
                    content -> contents.key(content).filter(keys::contains).ifPresent(awaited::add));
        }
        return awaited;
    }
}
