package org.flotilla.queue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;

/**
 * The events that this node runs, or whose end waits to be recorded. Each claim is one of its own: an event that failed can be
 * claimed again while the end of its earlier run is still being told. Thread-safe.
 *
 * <p>In the model ({@code docs/model}): {@code inHand}.
 */
final class EventsInHand {

    private final Set<OwnedEvent> held = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<TaskType, Integer> ofTypes = new EnumMap<>(TaskType.class);

    synchronized void take(OwnedEvent owned) {
        if (held.add(owned)) {
            ofTypes.merge(owned.event().type(), 1, Integer::sum);
        }
    }

    synchronized void release(OwnedEvent owned) {
        if (held.remove(owned)) {
            ofTypes.merge(owned.event().type(), -1, Integer::sum);
        }
    }

    synchronized int size(TaskType type) {
        return ofTypes.getOrDefault(type, 0);
    }

    synchronized int size() {
        return held.size();
    }

    /** Those that were claimed under the incarnation. */
    synchronized Set<EventId> of(Incarnation incarnation) {
        return held.stream()
                .filter(owned -> owned.incarnation().equals(incarnation))
                .map(OwnedEvent::id)
                .collect(Collectors.toSet());
    }
}
