package org.flotilla.queue;

import java.util.Map;

/**
 * How many events a node may claim now.
 *
 * @param total in all
 * @param ofTypes how many of each type; one that is not here has no room. Empty: of any type as many as in all
 */
record ClaimLimits(int total, Map<TaskType, Integer> ofTypes) {

    static final ClaimLimits NONE = ofAny(0);

    ClaimLimits {
        ofTypes = Map.copyOf(ofTypes);
    }

    static ClaimLimits ofAny(int total) {
        return new ClaimLimits(total, Map.of());
    }

    /** Whether it matters what types the events are of. */
    boolean isByType() {
        return !ofTypes.isEmpty();
    }

    /** Whether some types are left out. */
    boolean leavesOut() {
        return isByType() && ofTypes.size() < TaskType.values().length;
    }

    /** How many may be claimed whatever their types are. */
    int whateverType() {
        if (!isByType()) {
            return total;
        }
        return leavesOut()
                ? 0
                : ofTypes.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }
}
