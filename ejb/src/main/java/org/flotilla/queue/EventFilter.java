package org.flotilla.queue;

import org.flotilla.core.CycleId;

/** Which events to list; each part may be null: then it does not restrict. */
public record EventFilter(EventState state, TaskType type, String account, String site, String node, CycleId cycleId) {

    public static EventFilter all() {
        return new EventFilter(null, null, null, null, null, null);
    }

    public static EventFilter ofCycle(CycleId cycleId) {
        return new EventFilter(null, null, null, null, null, cycleId);
    }
}
