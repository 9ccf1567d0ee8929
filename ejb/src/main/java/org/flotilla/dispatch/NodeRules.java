package org.flotilla.dispatch;

import org.flotilla.cluster.NodeStatus;

/**
 * What is set for a node.
 *
 * @param threshold of its slots, in per cent, 1 to 100 (W3)
 */
record NodeRules(NodeAttributes attributes, int threshold) {

    private static final double PER_CENT = 100.0;

    /** Whether more of its slots are busy than its threshold says. */
    boolean isOverloaded(NodeStatus node) {
        return node.load() * PER_CENT > threshold;
    }
}
