package org.flotilla.recovery;

import java.time.Instant;
import java.util.List;
import org.flotilla.notify.Delivery;

/**
 * A time in which too few nodes were online. Times are the database's.
 *
 * @param belowSince when the number of online nodes fell below the threshold
 * @param openedAt when the grace period was over
 * @param closedAt when enough nodes were online again; null: it is open
 * @param required the threshold when it was opened
 * @param online how many nodes were online when it was opened
 * @param nodeStates the nodes when it was opened, for people, one a line
 * @param openedBy the node whose monitor opened it
 * @param deliveries who was told, and how that went
 */
public record Incident(
        long id,
        Instant belowSince,
        Instant openedAt,
        Instant closedAt,
        int required,
        int online,
        String nodeStates,
        String openedBy,
        List<Delivery> deliveries) {

    public Incident {
        deliveries = List.copyOf(deliveries);
    }

    public boolean isOpen() {
        return closedAt == null;
    }

    Incident withDeliveries(List<Delivery> found) {
        return new Incident(id, belowSince, openedAt, closedAt, required, online, nodeStates, openedBy, found);
    }
}
