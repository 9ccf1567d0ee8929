package org.flotilla.queue;

import static org.flotilla.queue.EventState.CANCELLED;
import static org.flotilla.queue.EventState.DEAD;
import static org.flotilla.queue.EventState.DONE;
import static org.flotilla.queue.EventState.FAILED;
import static org.flotilla.queue.EventState.READY;
import static org.flotilla.queue.EventState.RUNNING;
import static org.flotilla.queue.EventState.SUSPENDED;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every change of state that an event may go through, and who may cause it (Q2). The statements ask for the state before, so
 * that each change is guarded in the database. What is submitted, given back, taken over or done by operators is checked against
 * this table before it is recorded. A claim, an end, a retry and the refusal of a place at a site record theirs in the statement
 * that does it: the tests of the statements hold what those recorded against this table.
 */
public final class StateMachine {

    /** Who causes a change. */
    public enum Cause {
        /** Who submits it. */
        SUBMITTER,
        /** A node with a free slot. */
        CLAIM,
        /** The owner of the claim, under the fence (Q5). */
        OWNER,
        /** Whoever finds that the owner is gone (Q4). */
        TAKEOVER,
        /** An administrator (Q8). */
        OPERATOR
    }

    private record Row(EventState from, EventState to, Cause by) {}

    private static final List<Row> TABLE = List.of(
            new Row(null, READY, Cause.SUBMITTER),
            new Row(READY, RUNNING, Cause.CLAIM),
            new Row(FAILED, RUNNING, Cause.CLAIM),
            new Row(RUNNING, DONE, Cause.OWNER),
            new Row(RUNNING, FAILED, Cause.OWNER),
            new Row(RUNNING, DEAD, Cause.OWNER),
            new Row(RUNNING, READY, Cause.TAKEOVER),
            new Row(READY, SUSPENDED, Cause.OPERATOR),
            new Row(FAILED, SUSPENDED, Cause.OPERATOR),
            new Row(SUSPENDED, READY, Cause.OPERATOR),
            new Row(READY, CANCELLED, Cause.OPERATOR),
            new Row(FAILED, CANCELLED, Cause.OPERATOR),
            new Row(SUSPENDED, CANCELLED, Cause.OPERATOR),
            new Row(RUNNING, CANCELLED, Cause.OPERATOR));

    private StateMachine() {}

    /** Whether this cause may bring an event from the one state, null before its submission, to the other. */
    public static boolean allows(EventState from, EventState to, Cause by) {
        return TABLE.contains(new Row(from, to, by));
    }

    /** The states from which this cause may bring an event to the state. */
    static Set<EventState> leadingTo(EventState to, Cause by) {
        return TABLE.stream()
                .filter(row -> row.to() == to && row.by() == by)
                .map(Row::from)
                .collect(Collectors.toSet());
    }

    /**
     * Returns if somebody may cause the change. Staying in a state is no change: what else happened to the event is then
     * told.
     *
     * @throws IllegalStateException otherwise: a defect, and the transaction must not stand
     */
    public static void ensureLegal(EventState from, EventState to) {
        if (from != to && TABLE.stream().noneMatch(row -> row.from() == from && row.to() == to)) {
            throw new IllegalStateException("No event goes from " + from + " to " + to);
        }
    }
}
