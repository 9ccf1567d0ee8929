package org.flotilla.queue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which events an action by filter is about. */
final class ActionChoice {

    private ActionChoice() {}

    /** Whether events in the state are taken. One that is DONE is resubmitted only if that is asked for explicitly. */
    static boolean takes(ActionRequest request, EventState state) {
        boolean doubles = request.action() == EventAction.RESUBMIT && state == EventState.DONE;
        return request.action().from().contains(state) && (request.force() || !doubles);
    }

    /** The states of the events to be treated; none if the filter leaves no other. */
    static Set<EventState> taken(ActionRequest request, EventFilter filter) {
        return Arrays.stream(EventState.values())
                .filter(state -> takes(request, state))
                .filter(state -> filter.state() == null || filter.state() == state)
                .collect(Collectors.toSet());
    }

    /** The states of the events to be counted: of the unfinished also those that cannot be treated so. */
    static Set<EventState> counted(ActionRequest request, EventFilter filter) {
        boolean ended = request.action() == EventAction.RESUBMIT;
        return Arrays.stream(EventState.values())
                .filter(state -> state.isFinal() == ended)
                .filter(state -> filter.state() == null ? !ended || takes(request, state) : filter.state() == state)
                .collect(Collectors.toSet());
    }
}
