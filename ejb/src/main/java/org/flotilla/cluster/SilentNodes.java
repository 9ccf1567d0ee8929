package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and revokes nodes that have gone silent (C5, Q4; decision 0001). Those that were killed, as they left the JGroups
 * view soon after their last renewal: when they have not renewed for 2 seconds. Those that were cut off or frozen, as JGroups
 * missed them for seconds, or as they renewed when they had left: when they must have stopped by themselves. Others when
 * their lease has run out. A node that left the view but still renews is alive on the other side of a cut: it is left
 * alone. So is one that fell silent while the database answered us late as well, until its lease has run out.
 *
 * <p>The lease's thread finds them, another revokes them: that takes the database longer, and must not cost the lease.
 *
 * <p>Model ({@code docs/model}) steps REVOKE_EXPIRED and REVOKE_GONE.
 */
@ApplicationScoped
class SilentNodes {

    private static final Logger LOG = LoggerFactory.getLogger(SilentNodes.class);
    static final Duration GONE_SILENCE = Duration.ofSeconds(2);

    /** By then one that cannot renew has stopped working by itself, with a second to spare. */
    static final Duration STOPPED_SILENCE = OwnLease.OWN_LIMIT.plusSeconds(1);

    /** JGroups notices a process that ended at once, and misses one that is frozen or cut off after six seconds. */
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(4);

    private record Found(NodeStatus node, Duration patience, String reason) {}

    /**
     * One that has left the view.
     *
     * @param silence at the last look
     * @param mayWork on the other side of a cut, or as soon as it is thawed, until it stops by itself
     */
    private record Gone(Duration silence, boolean mayWork) {}

    private final Membership membership;
    private final Members members;
    private final AtomicReference<List<Found>> found = new AtomicReference<>(List.of());

    /** Those that had left the view and were silent when the nodes were read last. Used by the lease's thread. */
    private Set<Incarnation> seenSilent = Set.of();

    /** Those that were in the view when the nodes were read last, and those that had left it. Used by the lease's thread. */
    private Set<Incarnation> seenPresent = Set.of();

    private Map<Incarnation, Gone> seenGone = Map.of();

    /** For CDI's proxy. */
    protected SilentNodes() {
        this(null, null);
    }

    @Inject
    SilentNodes(Membership membership, Members members) {
        this.membership = membership;
        this.members = members;
    }

    /**
     * Finds those that may be revoked, for {@link #revokeFound()}. To be called after each read of the nodes, which follows
     * a renewal of our own.
     *
     * @param even for how long our own renewals have been answered evenly
     * @param steady whether we have renewed for a whole lease: only then does it say something that another's has run out. Else
     *     everybody would revoke everybody after an outage of the database
     * @return whether a node has left the view, so that it is soon to be looked at again
     */
    boolean look(List<NodeStatus> nodes, NodeId self, Duration even, boolean steady) {
        List<NodeStatus> others = nodes.stream()
                .filter(node -> node.state().isActive() && !node.id().equals(self))
                .toList();
        Map<Incarnation, Gone> gone = others.stream()
                .filter(node -> members.hasLeft(node.member()))
                .collect(Collectors.toMap(NodeStatus::incarnation, this::gone));
        Set<Incarnation> silent = new HashSet<>();
        List<Found> revocable = new ArrayList<>();
        for (NodeStatus node : others) {
            Duration patience = patience(gone.get(node.incarnation()));
            boolean fellSilent = gone.containsKey(node.incarnation())
                    && node.silence().compareTo(patience) >= 0
                    && node.silence().compareTo(even) <= 0;
            if (fellSilent) {
                silent.add(node.incarnation());
            }
            if (steady && node.silence().compareTo(OwnLease.LEASE) >= 0) {
                revocable.add(
                        new Found(node, OwnLease.LEASE, "Its lease of " + seconds(OwnLease.LEASE) + " has run out"));
            } else if (fellSilent && seenSilent.contains(node.incarnation())) {
                revocable.add(
                        new Found(node, patience, "It left the cluster and has been silent for " + seconds(patience)));
            }
        }
        seenPresent = others.stream()
                .map(NodeStatus::incarnation)
                .filter(incarnation -> !gone.containsKey(incarnation))
                .collect(Collectors.toSet());
        seenGone = gone;
        seenSilent = silent;
        found.set(List.copyOf(revocable));
        return !gone.isEmpty();
    }

    /** Whom we have never seen in the view may have joined on the other side of a cut. */
    private Gone gone(NodeStatus node) {
        Gone before = seenGone.get(node.incarnation());
        boolean mayWork = before == null
                ? !seenPresent.contains(node.incarnation()) || node.silence().compareTo(KILLED_WITHIN) >= 0
                : before.mayWork() || node.silence().compareTo(before.silence()) < 0;
        return new Gone(node.silence(), mayWork);
    }

    private static Duration patience(Gone gone) {
        return gone == null || gone.mayWork() ? STOPPED_SILENCE : GONE_SILENCE;
    }

    private static String seconds(Duration patience) {
        return patience.toSeconds() + " s";
    }

    /** The nodes could not be read, or may not be judged by us: what comes next is a first look. */
    void forget() {
        seenSilent = Set.of();
        found.set(List.of());
    }

    /** Revokes those that were found last, each in a transaction. That one cannot be revoked does not keep the others. */
    void revokeFound() {
        found.getAndSet(List.of()).forEach(this::revoke);
    }

    private void revoke(Found silent) {
        NodeStatus node = silent.node();
        try {
            if (membership.revoke(node, silent.patience(), silent.reason())) {
                LOG.warn("Node {} (incarnation {}) is offline: {}", node.id(), node.incarnation(), silent.reason());
            }
        } catch (Exception e) { // also what a transaction's end throws undeclared
            LOG.warn("Node {} could not be revoked; we, or another node, try again", node.id(), e);
        }
    }
}
