package org.flotilla.queue;

import java.util.List;
import java.util.Map;

/**
 * The queue in numbers, for the dashboard.
 *
 * @param unfinished how many events are in each unfinished state, counted up to one more than {@link #MOST_COUNTED}: that many
 *     are "more than" those
 * @param doneLastMinute events that became DONE within the last 60 seconds
 * @param deadLastHour events that became DEAD within the last hour
 * @param donePerMinute DONE events of each of the last 30 minutes, oldest first
 */
public record QueueFigures(
        Map<EventState, Long> unfinished, long doneLastMinute, long deadLastHour, List<Long> donePerMinute) {

    /** Of one state; who has more has them for long, and counting ten million takes the database a second. */
    public static final int MOST_COUNTED = 100_000;

    public QueueFigures {
        unfinished = Map.copyOf(unfinished);
        donePerMinute = List.copyOf(donePerMinute);
    }
}
