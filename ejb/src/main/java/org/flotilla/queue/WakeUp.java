package org.flotilla.queue;

import java.util.Set;
import org.flotilla.core.NodeId;

/** Tells nodes that there is something to claim (Q9). Only ever makes things faster: a lost wake-up costs a poll. */
public interface WakeUp {

    /** Wakes the nodes without waiting for an answer; an empty set wakes all. Never throws. */
    void wake(Set<NodeId> nodes);
}
