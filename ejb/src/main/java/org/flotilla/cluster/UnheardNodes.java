package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when nodes that work have not heard each other over JGroups for a minute, and when they do again (C5). The database
 * decides all the same and nothing is lost, but what messages make fast waits for polling. Used by one thread.
 */
@ApplicationScoped
class UnheardNodes {

    private static final Logger LOG = LoggerFactory.getLogger(UnheardNodes.class);
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Nodes nodes;
    private final Members members;
    private final NodeClock clock;
    private final Map<Incarnation, Absence> absences = new HashMap<>();

    private static final class Absence {
        private final long since;
        private boolean told;

        Absence(long since) {
            this.since = since;
        }
    }

    /** For CDI's proxy. */
    protected UnheardNodes() {
        this(null, null, null);
    }

    @Inject
    UnheardNodes(Nodes nodes, Members members, NodeClock clock) {
        this.nodes = nodes;
        this.members = members;
        this.clock = clock;
    }

    void look() {
        Map<Incarnation, NodeStatus> online = others();
        absences.keySet().retainAll(online.keySet());
        online.values().forEach(node -> {
            if (members.hasLeft(node.member())) {
                absent(node);
            } else {
                present(node);
            }
        });
    }

    private Map<Incarnation, NodeStatus> others() {
        List<NodeStatus> known = nodes.online();
        return known.stream()
                .filter(node -> !node.id().equals(nodes.self()))
                .collect(Collectors.toMap(NodeStatus::incarnation, Function.identity()));
    }

    private void absent(NodeStatus node) {
        Absence absence = absences.computeIfAbsent(node.incarnation(), key -> new Absence(clock.nanoTime()));
        if (!absence.told && clock.since(absence.since).compareTo(PATIENCE) >= 0) {
            absence.told = true;
            LOG.warn(
                    "Node {} works, but this node has not heard it over JGroups for {} s. Nothing is lost, but work that one"
                            + " gives the other begins up to a second later, and a stall of two seconds is taken for a loss."
                            + " Look at the network between their ports jgroups-tcp; if that is sound, restart one of them",
                    node.id(),
                    PATIENCE.toSeconds());
        }
    }

    private void present(NodeStatus node) {
        Absence absence = absences.remove(node.incarnation());
        if (absence != null && absence.told) {
            LOG.info(
                    "Node {} is heard again, after {} s",
                    node.id(),
                    clock.since(absence.since).toSeconds());
        }
    }
}
