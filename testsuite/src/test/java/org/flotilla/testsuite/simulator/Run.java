package org.flotilla.testsuite.simulator;

import java.time.Duration;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Event;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.SitePlaces.Place;

/** One run of an event on a node: through the gate of its site if it has one, look at the fence, publish in a transaction under the fence, end. */
final class Run {

    /** How its handler ends, if nobody takes the event away. */
    enum Plan {
        SUCCEED,
        /** For a reason that may pass, before anything is published. */
        FAIL,
        /** So too, but afterwards. */
        FAIL_LATE,
        REFUSE,
        /** By a defect. */
        BREAK
    }

    /** What it does next. */
    enum Phase {
        ENTER,
        ASK,
        PUBLISH,
        END
    }

    final OwnedEvent owned;
    final Plan plan;
    final Duration pause;
    Phase phase;

    /** At its site; null if it has none, or is not there. */
    Place place;

    FlotillaException thrown;

    /** @param pause before each phase */
    Run(OwnedEvent owned, Plan plan, Duration pause) {
        this.owned = owned;
        this.plan = plan;
        this.pause = pause;
        this.phase = first(owned.event());
    }

    /** The handler of an event that was begun too often is not called. */
    private static Phase first(Event event) {
        if (event.attempts() > event.maxAttempts()) {
            return Phase.END;
        }
        return event.site() == null ? Phase.ASK : Phase.ENTER;
    }

    @Override
    public String toString() {
        return owned.claim().event() + "/" + owned.claim().attempt();
    }
}
