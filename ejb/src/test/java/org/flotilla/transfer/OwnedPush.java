package org.flotilla.transfer;

import java.time.Instant;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.OwnedEvent;

/** A push event, owned for as many questions as a test says. */
final class OwnedPush implements OwnedEvent {
    private final EventId id;
    private final NodeId node;
    private final Incarnation incarnation;
    private final PushOrder order;
    private int questionsUntilLost = Integer.MAX_VALUE;
    private int attempt = 1;

    OwnedPush(long id, String node, long incarnation, PushOrder order) {
        this.id = new EventId(id);
        this.node = new NodeId(node);
        this.incarnation = new Incarnation(incarnation);
        this.order = order;
    }

    OwnedPush lostAfter(int questions) {
        questionsUntilLost = questions;
        return this;
    }

    OwnedPush attempt(int number) {
        attempt = number;
        return this;
    }

    @Override
    public Event event() {
        EventRequest request = order.toEvent();
        return new Event(
                id,
                order.cycleId(),
                request.type(),
                request.action(),
                order.account(),
                order.site(),
                null,
                request.attributes(),
                EventState.RUNNING,
                BlockedBy.NOTHING,
                request.priority(),
                Instant.EPOCH,
                node,
                node,
                incarnation,
                attempt,
                EventRequest.USUAL_ATTEMPTS,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public Incarnation incarnation() {
        return incarnation;
    }

    @Override
    public void ensureOwned() {
        if (questionsUntilLost == 0) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Event " + id + " is another's.", "Nothing.");
        }
        questionsUntilLost--;
    }
}
