package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.queue.EventGivenUp;

/**
 * Ends an outgoing transfer whose event was given up, in the same transaction (T7). Its handler may never have begun, so that
 * nobody else would.
 */
@ApplicationScoped
public class EndTransfer {
    /** How the error of such a transfer begins. */
    static final String UNKNOWN = "It is not known whether the partner has the file: ask before it is sent again. ";

    private final TransferStore store;

    /** For CDI's proxy. */
    protected EndTransfer() {
        this(null);
    }

    @Inject
    public EndTransfer(TransferStore store) {
        this.store = store;
    }

    void onGivenUp(@Observes EventGivenUp givenUp) {
        store.findOutgoing(givenUp.id()).ifPresent(outgoing -> end(outgoing, givenUp));
    }

    private void end(Outgoing outgoing, EventGivenUp givenUp) {
        if (outgoing.state() == Transfer.State.SENDING) {
            store.sendingFailed(outgoing.id(), givenUp.by(), givenUp.reason());
        } else if (outgoing.state() == Transfer.State.PUBLISHING) {
            store.publishingFailed(outgoing.id(), givenUp.by(), UNKNOWN + givenUp.reason());
        }
    }
}
