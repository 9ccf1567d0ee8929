package org.flotilla.queue;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.flotilla.queue.StateMachine.Cause;

/** What an operator can do to an event (Q8). */
public enum EventAction {
    /** Ends it without its work being done. One that runs is taken from its owner (Q5). */
    CANCEL("cancelled"),
    /** Keeps it from being claimed until it is resumed. */
    SUSPEND("suspended"),
    /** Lets it be claimed again, when it is due. */
    RESUME("resumed"),
    /** Changes its priority; for one that runs, that of its next attempt. */
    PRIORITISE("given another priority"),
    /** Submits what an ended event was to do once more, as a new event of the same cycle. */
    RESUBMIT("resubmitted");

    private final String participle;

    EventAction(String participle) {
        this.participle = participle;
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

    /** For sentences: "cannot be suspended". */
    String participle() {
        return participle;
    }

    /** For the audit log: {@code event.cancel}. */
    String audited() {
        return "event." + name().toLowerCase(Locale.ROOT);
    }
}
