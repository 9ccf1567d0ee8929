package org.flotilla.schedule;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.core.CycleId;
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
import org.flotilla.queue.Resubmission;

/** An event of the schedule {@code hourly}, owned for as many looks as a test says. */
class TestEvent implements OwnedEvent {

    private final EventId id;
    private final Incarnation incarnation;
    private String resubmissionOf;
    private EventState state = EventState.RUNNING;
    int looksUntilLost = Integer.MAX_VALUE;

    TestEvent(long id, long incarnation) {
        this.id = new EventId(id);
        this.incarnation = new Incarnation(incarnation);
    }

    TestEvent resubmissionOf(long before) {
        resubmissionOf = Long.toString(before);
        return this;
    }

    TestEvent in(EventState other) {
        state = other;
        return this;
    }

    @Override
    public Event event() {
        EventRequest request = RunJobRequest.of(TestSchedules.every("hourly", "3600", Instant.EPOCH));
        Map<String, String> attributes = new HashMap<>(request.attributes());
        if (resubmissionOf != null) {
            attributes.put(Resubmission.REFERENCE, resubmissionOf);
        }
        return new Event(
                id,
                new CycleId("cycle"),
                request.type(),
                request.action(),
                null,
                null,
                null,
                attributes,
                state,
                BlockedBy.NOTHING,
                request.priority(),
                Instant.EPOCH,
                node(),
                node(),
                incarnation,
                1,
                EventRequest.USUAL_ATTEMPTS,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    @Override
    public NodeId node() {
        return new NodeId("node-1");
    }

    @Override
    public Incarnation incarnation() {
        return incarnation;
    }

    @Override
    public void ensureOwned() {
        if (looksUntilLost == 0) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Event " + id + " is another's.", "Nothing.");
        }
        looksUntilLost--;
    }
}
