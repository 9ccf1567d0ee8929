package org.flotilla.queue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many events a node claims ahead, in all and of each task type: one type hangs while another takes a millisecond.
 * Thread-safe.
 */
final class Forecast {

    private final Prefetch ofAll;
    private final Map<TaskType, Prefetch> ofTypes = new EnumMap<>(TaskType.class);

    /** @param most never claims more ahead; 0 for none at all */
    Forecast(int most, int slots) {
        ofAll = new Prefetch(most, slots);
        for (TaskType type : TaskType.values()) {
            ofTypes.put(type, new Prefetch(most, slots));
        }
    }

    /** What was learnt of the last runs is kept. */
    void change(int most, int slots) {
        ofAll.change(most, slots);
        ofTypes.values().forEach(ofType -> ofType.change(most, slots));
    }

    /** A run has ended after so long. */
    void ended(TaskType type, Duration run) {
        ofAll.ended(run);
        ofTypes.get(type).ended(run);
    }

    /** What was claimed ahead could not be begun in time. */
    void stalled(TaskType type) {
        ofAll.stalled();
        ofTypes.get(type).stalled();
    }

    /** How many events may be in hand beyond those that have a slot. */
    int allowed() {
        return ofAll.allowed();
    }

    /** How many of them may be of a type: where none is in hand it is taken for one like all. */
    int allowed(TaskType type, int inHand) {
        return inHand == 0 ? allowed() : ofTypes.get(type).allowed();
    }
}
