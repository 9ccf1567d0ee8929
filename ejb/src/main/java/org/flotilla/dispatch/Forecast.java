package org.flotilla.dispatch;

import java.util.List;
import org.flotilla.core.NodeId;

/**
 * Where the events that wait now would go (W5).
 *
 * @param events how many were looked at
 * @param complete false: there are more, and the oldest were looked at
 * @param moving how many would go to another node than now, or to one for the first time
 * @param nodes by name
 */
public record Forecast(long events, boolean complete, long moving, List<Share> nodes) {

    public Forecast {
        nodes = List.copyOf(nodes);
    }

    /**
     * What one node has, and would have.
     *
     * @param present how many are dispatched to it now
     * @param proposed how many would be
     * @param arriving how many of these are not dispatched to it now
     */
    public record Share(NodeId node, long present, long proposed, long arriving) {}
}
