package org.flotilla.queue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which events an action by filter is about. */
final class ActionChoice {

    private ActionChoice() {}

    /**
     * Whether events in the state are taken. Those that are DONE are resubmitted only if the filter names that state and the
     * request forces it: who names no state does not mean all that ever was.
     */
    static boolean takes(ActionRequest request, EventFilter filter, EventState state) {
        boolean doubles = request.action() == EventAction.RESUBMIT && state == EventState.DONE;
        boolean meant = request.force() && filter.state() == EventState.DONE;
        return request.action().from().contains(state) && (meant || !doubles);
    }

    /** The states of the events to be treated; none if the filter leaves no other. */
    static Set<EventState> taken(ActionRequest request, EventFilter filter) {
        return Arrays.stream(EventState.values())
                .filter(state -> takes(request, filter, state))
                .filter(state -> filter.state() == null || filter.state() == state)
                .collect(Collectors.toSet());
    }

    /** The states of the events to be counted: of the unfinished also those that cannot be treated so. */
    static Set<EventState> counted(ActionRequest request, EventFilter filter) {
        boolean ended = request.action() == EventAction.RESUBMIT;
        return Arrays.stream(EventState.values())
                .filter(state -> state.isFinal() == ended)
                .filter(state ->
                        filter.state() == null ? !ended || takes(request, filter, state) : filter.state() == state)
                .collect(Collectors.toSet());
    }
}
