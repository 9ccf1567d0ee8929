package org.flotilla.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * A node as the database knows it (C4).
 *
 * @param member its name in the JGroups view
 * @param address host name or address at which its gateways answer
 * @param since when it came into this state, by the database's clock
 * @param reason why it is in this state, for people; may be null
 * @param slots how many events it can run at a time
 * @param running how many it ran at its last heartbeat
 * @param full task types that got no slot there then, though others may have
 * @param silence how long ago its last heartbeat was when this was read, by the database's clock
 */
public record NodeStatus(
        NodeId id,
        String member,
        String address,
        Incarnation incarnation,
        NodeState state,
        Instant since,
        String reason,
        String site,
        String version,
        int slots,
        int running,
        Set<String> full,
        Instant joinedAt,
        Instant heartbeatAt,
        Duration silence) {

    public NodeStatus {
        full = Set.copyOf(full);
    }

    /** Whether it can be given work now. */
    public boolean isOnline() {
        return state == NodeState.ONLINE;
    }

    /** Running events as a share of its slots, 0.0 to 1.0. */
    public double load() {
        return slots == 0 ? 0.0 : (double) running / slots;
    }
}
