package org.flotilla.dispatch;

import org.flotilla.cluster.NodeStatus;
import org.flotilla.queue.TaskType;

/**
 * What is set for a node.
 *
 * @param threshold of its slots, in per cent, 1 to 100 (W3)
 */
record NodeRules(NodeAttributes attributes, int threshold) {

    private static final int PER_CENT = 100;

    /** Whether more of its slots are busy than its threshold says, or some task type gets no slot there. */
    boolean isOverloaded(NodeStatus node) {
        return isAbove(node) || (mayBeOverloaded() && !node.full().isEmpty());
    }

    /** The same, as far as events of this type are concerned. */
    boolean isOverloaded(NodeStatus node, TaskType type) {
        return isAbove(node) || (mayBeOverloaded() && node.full().contains(type.name()));
    }

    private boolean isAbove(NodeStatus node) {
        return node.load() * PER_CENT > threshold;
    }

    private boolean mayBeOverloaded() {
        return threshold < PER_CENT;
    }
}
