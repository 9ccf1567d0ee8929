package org.flotilla.web.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flotilla.queue.ActionCount;
import org.flotilla.queue.ActionResult;

/**
 * What an act on many events reaches, or what became of it.
 *
 * @param dryRun whether it was only counted
 * @param matching how many events match the filter, of those that have not ended, for RESUBMIT of those that have; null
 *     unless counted
 * @param matchingByState the same by state; null unless counted
 * @param possible how many of them the action can be done to, as far as their state tells; null unless counted
 * @param more whether others were not counted, so that there can be more than these; null unless counted
 * @param changed to how many it was done; null if only counted
 * @param refused to how many it was not, though their state had seemed to allow it; null if only counted
 * @param refusals why not, of the first hundred
 * @param next the cursor with which to ask again, as there may be more; null if all were reached
 */
public record BulkAnswer(
        boolean dryRun,
        Long matching,
        Map<String, Long> matchingByState,
        Long possible,
        Boolean more,
        Long changed,
        Long refused,
        List<Refusal> refusals,
        String next) {

    /** An event that was left as it was, and why. */
    public record Refusal(long id, String reason) {}

    static BulkAnswer of(ActionCount count) {
        Map<String, Long> byState = new TreeMap<>();
        count.byState().forEach((state, events) -> byState.put(state.name(), events));
        return new BulkAnswer(
                true, count.matching(), byState, count.possible(), count.more(), null, null, List.of(), null);
    }

    static BulkAnswer of(ActionResult result) {
        List<Refusal> refusals = result.refusals().stream()
                .map(refusal -> new Refusal(refusal.id().value(), refusal.reason()))
                .toList();
        return new BulkAnswer(
                false, null, null, null, null, result.changed(), result.refused(), refusals, result.next());
    }
}
