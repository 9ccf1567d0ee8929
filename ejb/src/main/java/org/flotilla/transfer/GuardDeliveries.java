package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventCancelling;
import org.flotilla.queue.EventResubmitting;

/**
 * Keeps operators from doing by mistake what could make a partner get a file twice, or what comes too late (T8). A push
 * changes its transfer under the lock of its event, which an act has: what is read here holds until the act is over.
 */
@ApplicationScoped
public class GuardDeliveries {

    private final TransferStore store;

    /** For CDI's proxy. */
    protected GuardDeliveries() {
        this(null);
    }

    @Inject
    public GuardDeliveries(TransferStore store) {
        this.store = store;
    }

    void onCancelling(@Observes EventCancelling cancelling) {
        store.findOutgoing(cancelling.id())
                .map(Outgoing::state)
                .ifPresent(state -> ensureNotTooLate(cancelling.id(), state));
    }

    private static void ensureNotTooLate(EventId id, Transfer.State state) {
        if (state == Transfer.State.PUBLISHING) {
            throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The file of event " + id
                                    + " is being put under its final name at the partner: its transfer is PUBLISHING"
                                    + " and cannot be cancelled.",
                            "Let it end. If you force it, nobody knows whether the partner has the file: ask before it is sent again.")
                    .told("publishing", id);
        }
        if (state == Transfer.State.DONE) {
            throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The file of event " + id
                                    + " has been delivered: its transfer is DONE and cannot be cancelled.",
                            "Let the event end, which it does without sending anything.")
                    .told("delivered", id);
        }
    }

    void onResubmitting(@Observes EventResubmitting resubmitting) {
        EventId id = resubmitting.id();
        store.findOutgoing(id).ifPresent(outgoing -> {
            if (outgoing.state() == Transfer.State.DONE) {
                throw doubled("The file of event " + id + " has been delivered.");
            }
            if (isUnknown(outgoing)) {
                throw doubled("It is not known whether the partner has the file of event " + id + ".");
            }
        });
    }

    private boolean isUnknown(Outgoing outgoing) {
        return store.find(outgoing.id())
                .map(Transfer::error)
                .filter(error -> error.startsWith(EndTransfer.UNKNOWN))
                .isPresent();
    }

    private static FlotillaException doubled(String why) {
        return new FlotillaException(
                        ErrorCode.CONFLICT,
                        why + " It could get it twice.",
                        "Ask the partner. If it has to be sent once more, force it.")
                .told("twice");
    }
}
