package org.flotilla.queue;

import java.util.List;
import java.util.Map;

/**
 * The queue in numbers, for the dashboard.
 *
 * @param unfinished how many events are in each unfinished state
 * @param doneLastMinute events that became DONE within the last 60 seconds
 * @param deadLastHour events that became DEAD within the last hour
 * @param donePerMinute DONE events of each of the last 30 minutes, oldest first
 */
public record QueueFigures(
        Map<EventState, Long> unfinished, long doneLastMinute, long deadLastHour, List<Long> donePerMinute) {

    public QueueFigures {
        unfinished = Map.copyOf(unfinished);
        donePerMinute = List.copyOf(donePerMinute);
    }
}
