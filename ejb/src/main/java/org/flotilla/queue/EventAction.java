package org.flotilla.queue;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.flotilla.queue.StateMachine.Cause;

/** What an operator can do to an event (Q8). */
public enum EventAction {
    /** Ends it without its work being done. One that runs is taken from its owner (Q5). */
    CANCEL("become " + EventState.CANCELLED),
    /** Keeps it from being claimed until it is resumed. */
    SUSPEND("become " + EventState.SUSPENDED),
    /** Lets it be claimed again, when it is due. */
    RESUME("become " + EventState.READY),
    /** Changes its priority; for one that runs, that of its next attempt. */
    PRIORITISE("be given another priority"),
    /** Submits what an ended event was to do once more, as a new event of the same cycle. */
    RESUBMIT("be resubmitted");

    private final String outcome;

    EventAction(String outcome) {
        this.outcome = outcome;
    }

    /** The states in which an event can be treated so. */
    public Set<EventState> from() {
        return switch (this) {
            case CANCEL -> StateMachine.leadingTo(EventState.CANCELLED, Cause.OPERATOR);
            case SUSPEND -> StateMachine.leadingTo(EventState.SUSPENDED, Cause.OPERATOR);
            case RESUME -> StateMachine.leadingTo(EventState.READY, Cause.OPERATOR);
            case PRIORITISE ->
                EnumSet.of(EventState.READY, EventState.RUNNING, EventState.FAILED, EventState.SUSPENDED);
            case RESUBMIT -> EnumSet.of(EventState.DEAD, EventState.CANCELLED, EventState.DONE);
        };
    }

    /** The state that it leads an event to which is in this one. */
    public EventState to(EventState from) {
        return switch (this) {
            case CANCEL -> EventState.CANCELLED;
            case SUSPEND -> EventState.SUSPENDED;
            case RESUME -> EventState.READY;
            case PRIORITISE, RESUBMIT -> from;
        };
    }

    /** For sentences, with the state that it leads to, if to another: "cannot become SUSPENDED", "cannot be resubmitted". */
    String outcome() {
        return outcome;
    }

    /** For the audit log: {@code event.cancel}. */
    String audited() {
        return "event." + name().toLowerCase(Locale.ROOT);
    }
}
