package org.flotilla.queue;

import org.flotilla.core.FlotillaException;

/**
 * What an operator asks for.
 *
 * @param priority for PRIORITISE, 0 (last) to 9 (first); else null
 * @param force even if a file may then be delivered twice, or be delivered by what was cancelled: somebody has looked
 * @param actor who asks
 */
public record ActionRequest(EventAction action, Integer priority, boolean force, String actor) {

    public static ActionRequest of(EventAction action, String actor) {
        return new ActionRequest(action, null, false, actor);
    }

    public ActionRequest forced() {
        return new ActionRequest(action, priority, true, actor);
    }

    /** @throws FlotillaException INVALID_INPUT if the priority is missing, is none, or is not asked for */
    void check() {
        if (action == EventAction.PRIORITISE) {
            RequestRules.priority(priority);
        } else if (priority != null) {
            throw FlotillaException.invalid(
                            "Only action " + EventAction.PRIORITISE + " has a priority.", "Leave the priority out.")
                    .of("priority");
        }
    }
}
