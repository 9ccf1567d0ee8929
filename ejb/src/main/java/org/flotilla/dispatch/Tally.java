package org.flotilla.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.core.NodeId;

/** Counts where events are and where they would go. */
final class Tally {

    private final Map<NodeId, Count> counts = new TreeMap<>();
    private long events;
    private long moving;

    /** Shows these nodes even if nothing concerns them. */
    Tally(List<NodeStatus> nodes) {
        nodes.forEach(node -> count(node.id()));
    }

    /** @param present null: nowhere */
    void add(NodeId present, Optional<NodeId> proposed) {
        events++;
        boolean moves = proposed.filter(node -> !node.equals(present)).isPresent();
        if (present != null) {
            count(present).present++;
        }
        proposed.ifPresent(node -> {
            count(node).proposed++;
            count(node).arriving += moves ? 1 : 0;
        });
        moving += moves ? 1 : 0;
    }

    private Count count(NodeId node) {
        return counts.computeIfAbsent(node, id -> new Count());
    }

    Forecast forecast(boolean complete) {
        List<Forecast.Share> shares = counts.entrySet().stream()
                .map(entry -> entry.getValue().share(entry.getKey()))
                .toList();
        return new Forecast(events, complete, moving, shares);
    }

    private static final class Count {
        private long present;
        private long proposed;
        private long arriving;

        private Forecast.Share share(NodeId node) {
            return new Forecast.Share(node, present, proposed, arriving);
        }
    }
}
