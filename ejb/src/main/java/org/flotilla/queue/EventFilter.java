package org.flotilla.queue;

import java.util.Optional;
import org.flotilla.core.CycleId;
import org.flotilla.core.NodeId;

/**
 * Which events to list; each part may be null: then it does not restrict.
 *
 * @param node the node that runs it, or ran it last; of one that was never run, that it is dispatched to
 * @param orderingKey the whole of it
 */
public record EventFilter(
        EventState state,
        TaskType type,
        String account,
        String site,
        String node,
        CycleId cycleId,
        String orderingKey) {

    public static EventFilter all() {
        return new EventFilter(null, null, null, null, null, null, null);
    }

    public static EventFilter ofCycle(CycleId cycleId) {
        return new EventFilter(null, null, null, null, null, cycleId, null);
    }

    /** As the statements do. */
    public boolean matches(Event event) {
        return allows(state, event.state())
                && allows(type, event.type())
                && allows(account, event.account())
                && allows(site, event.site())
                && allows(node, node(event))
                && allows(cycleId, event.cycleId())
                && allows(orderingKey, event.orderingKey());
    }

    private static String node(Event event) {
        return Optional.ofNullable(event.ownerNode())
                .or(() -> Optional.ofNullable(event.assignedNode()))
                .map(NodeId::name)
                .orElse(null);
    }

    private static boolean allows(Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }
}
