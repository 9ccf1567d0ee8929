package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.cluster.JoinResult.Joined;
import org.flotilla.cluster.JoinResult.Refused;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.licence.Licences;

/**
 * Joining, renewing, leaving and revoking: each one transaction of the database (decision 0001). Any node may call any of
 * it at any time; of those that race one succeeds.
 *
 * <p>Model ({@code docs/model}) steps JOIN, RENEW, JOIN_ANEW, REVOKE_EXPIRED and REVOKE_GONE.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Membership {

    /**
     * So long is a process silent before its successor of the same name comes up. Nothing says that it was killed: it may be that
     * somebody starts another server under its name while it is cut off, and works on.
     */
    static final Duration RESTART_SILENCE = SilentNodes.STOPPED_SILENCE;

    private NodeStore store;
    private Licences licences;
    private Event<IncarnationRevoked> revocations;

    /** For the container. */
    protected Membership() {}

    @Inject
    public Membership(NodeStore store, Licences licences, Event<IncarnationRevoked> revocations) {
        this.store = store;
        this.licences = licences;
        this.revocations = revocations;
    }

    /** Takes a licence slot and a new incarnation in one transaction (C1, C3). Fails if others join for too long. */
    public JoinResult join(Candidate candidate) {
        store.lockCluster();
        Optional<NodeStatus> before =
                store.find(candidate.id()).filter(node -> node.state().isActive());
        if (before.isPresent() && !revoke(before.get(), RESTART_SILENCE, "Restarted under the same name")) {
            return new Refused("Another server works under the name " + candidate.id()
                    + ". Give each server a name of its own (system property flotilla.node).");
        }
        int maximum = licences.current().maximumNodes();
        if (active().size() >= maximum) {
            return refuse(
                    candidate,
                    "The licence allows " + maximum + " active nodes, and as many are active. This node"
                            + " starts by itself when one of them stops, or with a larger licence.");
        }
        Incarnation incarnation = store.nextIncarnation();
        store.putOnline(candidate, incarnation);
        return new Joined(incarnation);
    }

    /**
     * Ends what this node has, and records why it may not work. Waits for nobody; false: not recorded, for somebody holds
     * the node's row, or another server works under its name. It is to be tried again.
     */
    public boolean withoutStorage(Candidate candidate, Optional<Incarnation> own, String reason) {
        own.ifPresent(incarnation -> leave(candidate.id(), incarnation, reason));
        return store.putRefused(candidate, reason);
    }

    private Refused refuse(Candidate candidate, String reason) {
        store.putRefused(candidate, reason);
        return new Refused(reason);
    }

    private List<NodeStatus> active() {
        return store.all().stream().filter(node -> node.state().isActive()).toList();
    }

    /** Renews the lease; false: it was revoked. The trouble, which may be null, is what people should know of it. */
    public boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble) {
        return store.renew(id, incarnation, load, trouble);
    }

    public List<NodeStatus> nodes() {
        return store.all();
    }

    /** Ends another node's incarnation if it has been silent for so long, and gives back what it owned. */
    public boolean revoke(NodeStatus node, Duration silence, String reason) {
        return end(node.id(), node.incarnation(), silence, reason);
    }

    /** Ends this node's own incarnation, and gives back what it still owns. */
    public void leave(NodeId id, Incarnation incarnation, String reason) {
        end(id, incarnation, Duration.ZERO, reason);
    }

    private boolean end(NodeId id, Incarnation incarnation, Duration silence, String reason) {
        boolean ended = store.end(id, incarnation, silence, reason);
        if (ended) {
            revocations.fire(new IncarnationRevoked(id, incarnation, reason));
        }
        return ended;
    }
}
