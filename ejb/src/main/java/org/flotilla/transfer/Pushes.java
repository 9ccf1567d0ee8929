package org.flotilla.transfer;

import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Submitted;

/** Submits pushes of stored files. */
public interface Pushes {

    /**
     * Takes the file's present content and submits its push, in the caller's transaction or in one of its own.
     *
     * @param keys whose idempotency key the request has
     * @throws FlotillaException NOT_FOUND (account, site or file), INVALID_INPUT
     */
    Submitted submit(PushRequest request, KeySpace keys);
}
