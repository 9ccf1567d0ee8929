package org.flotilla.transfer;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.OwnedEvent;

/**
 * The short transactions of a push. Each begins by asking, under a lock, whether the event is still owned (Q5): what an
 * older owner writes does not stand.
 *
 * <p>Model ({@code docs/model}) steps BEGIN_PUSH, FENCE and COMMIT.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PushTransactions {
    private final TransferStore store;

    /** For the container's proxy. */
    public PushTransactions() {
        this(null);
    }

    @Inject
    public PushTransactions(TransferStore store) {
        this.store = store;
    }

    /** The event's outgoing transfer, recorded now if this is the first time. */
    public Outgoing begin(OwnedEvent event, NewPush push) {
        event.ensureOwned();
        return store.findOutgoing(event.id()).orElseGet(() -> store.insertPush(push));
    }

    /** The destination is recorded before the first byte goes there, so that a later owner knows where to look. */
    public void sending(OwnedEvent event, long transferId, Destination destination) {
        event.ensureOwned();
        ensure(store.sending(transferId, event.node(), event.incarnation(), destination), transferId);
    }

    /** All bytes are at the partner. From now on nobody sends them again for this event. */
    public void publishing(OwnedEvent event, long transferId, String finalPath, String sha256) {
        event.ensureOwned();
        ensure(store.publishing(transferId, finalPath, sha256), transferId);
    }

    /** The file is under its final name. */
    public void published(OwnedEvent event, long transferId, String note) {
        event.ensureOwned();
        ensure(store.published(transferId, event.node(), note), transferId);
    }

    /** The temporary file is not renamed, and must not be any more: the next try begins anew. */
    public void refused(OwnedEvent event, long transferId, String error) {
        event.ensureOwned();
        ensure(store.publishingFailed(transferId, event.node(), error), transferId);
    }

    /** Sending failed. A transfer that got further stays as it is. */
    public void failed(OwnedEvent event, long transferId, String error) {
        event.ensureOwned();
        store.sendingFailed(transferId, event.node(), error);
    }

    /** Only the owner changes the transfer, so another state than expected is a sign that we are not. */
    private static void ensure(boolean changed, long transferId) {
        if (!changed) {
            throw new FlotillaException(
                    ErrorCode.NOT_OWNER,
                    "Transfer " + transferId + " is not in the state that its owner left it in.",
                    "Nothing: its present owner carries on.");
        }
    }
}
