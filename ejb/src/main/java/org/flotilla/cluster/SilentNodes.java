package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.flotilla.core.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes nodes that have gone silent (C5, Q4; decision 0001): at once those that left the JGroups view and have not
 * renewed for 2 seconds, others when their lease has run out. A node that left the view but still renews is alive on the
 * other side of a cut: it is left alone.
 */
@ApplicationScoped
class SilentNodes {

    private static final Logger LOG = LoggerFactory.getLogger(SilentNodes.class);
    private static final Duration GONE_SILENCE = Duration.ofSeconds(2);

    @Inject
    private Membership membership;

    @Inject
    private Members members;

    /** Revokes those that may be revoked now; true if a node has left the view and is soon to be looked at again. */
    boolean revoke(List<NodeStatus> nodes, NodeId self) {
        boolean suspects = false;
        for (NodeStatus node : nodes) {
            if (node.state().isActive() && !node.id().equals(self)) {
                suspects |= revokeIfSilent(node);
            }
        }
        return suspects;
    }

    private boolean revokeIfSilent(NodeStatus node) {
        boolean gone = members.hasLeft(node.member());
        Duration patience = gone ? GONE_SILENCE : OwnLease.LEASE;
        if (node.silence().compareTo(patience) < 0) {
            return gone;
        }
        String reason = gone
                ? "It left the cluster and has been silent for " + patience.toSeconds() + " s"
                : "Its lease of " + patience.toSeconds() + " s has run out";
        if (membership.revoke(node, patience, reason)) {
            LOG.warn("Node {} (incarnation {}) is offline: {}", node.id(), node.incarnation(), reason);
        }
        return false;
    }
}
