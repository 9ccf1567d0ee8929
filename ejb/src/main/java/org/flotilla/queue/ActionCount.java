package org.flotilla.queue;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an action by filter would reach now.
 *
 * @param byState the events that match the filter, of those that have not ended; for RESUBMIT, of those that have
 * @param possible how many of them can be treated so, as far as their state tells
 * @param more whether others were not looked at: there can be more then
 */
public record ActionCount(Map<EventState, Long> byState, long possible, boolean more) {

    static ActionCount of(Map<EventState, Long> byState, ActionRequest request, EventFilter filter, boolean more) {
        long possible = byState.entrySet().stream()
                .filter(entry -> ActionChoice.takes(request, filter, entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        Map<EventState, Long> found = new EnumMap<>(EventState.class);
        found.putAll(byState);
        return new ActionCount(found, possible, more);
    }

    public long matching() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }
}
