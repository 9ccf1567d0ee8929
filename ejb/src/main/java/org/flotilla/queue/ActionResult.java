package org.flotilla.queue;

import java.util.ArrayList;
import java.util.List;
import org.flotilla.core.EventId;

/**
 * What became of an action by filter, or of a part of it.
 *
 * @param changed how many events were treated as was asked
 * @param refused how many were not
 * @param refusals why not, of the first of those
 * @param next where to go on, as so many, or so long a look for them, were enough for one request; null if all were reached
 */
public record ActionResult(long changed, long refused, List<Refusal> refusals, String next) {

    private static final int MOST_REFUSALS = 100;

    /** An event that was not treated so, and why, for people. */
    public record Refusal(EventId id, String reason) {}

    public ActionResult {
        refusals = List.copyOf(refusals);
    }

    static ActionResult none() {
        return new ActionResult(0, 0, List.of(), null);
    }

    static ActionResult of(long changed, List<Refusal> refusals) {
        return new ActionResult(changed, refusals.size(), refusals, null);
    }

    ActionResult and(ActionResult other) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.addAll(other.refusals);
        return new ActionResult(
                changed + other.changed,
                refused + other.refused,
                all.subList(0, Math.min(all.size(), MOST_REFUSALS)),
                null);
    }

    ActionResult goingOnAt(String cursor) {
        return new ActionResult(changed, refused, refusals, cursor);
    }
}
