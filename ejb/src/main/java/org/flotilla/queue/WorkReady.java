package org.flotilla.queue;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.core.NodeId;

/**
 * CDI event, fired inside the transaction that makes events claimable and observed after its commit.
 *
 * @param nodes where they were dispatched to; empty: any node may take them
 */
record WorkReady(Set<NodeId> nodes) {

    WorkReady {
        nodes = Set.copyOf(nodes);
    }

    /** For events that were dispatched there; empty: anywhere. */
    static WorkReady of(Collection<Optional<NodeId>> dispatched) {
        boolean anywhere = dispatched.stream().anyMatch(Optional::isEmpty);
        return new WorkReady(
                anywhere
                        ? Set.of()
                        : dispatched.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
    }
}
