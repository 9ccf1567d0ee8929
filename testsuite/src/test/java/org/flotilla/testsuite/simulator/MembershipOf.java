package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.cluster.JoinResult;
import org.flotilla.cluster.Membership;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.NodeStore;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.Workload;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.licence.Licence;
import org.flotilla.test.Heard;

/** The product's, with the transactions that the container would bring. */
final class MembershipOf extends Membership {

    private final Life life;

    MembershipOf(Life life, NodeStore store, int mostNodes) {
        super(
                store,
                () -> new Licence("test", "test", mostNodes, null),
                new Heard<>(revoked -> life.queue().revoked(revoked)));
        this.life = life;
    }

    @Override
    public JoinResult join(Candidate candidate) {
        return life.run("join", () -> super.join(candidate));
    }

    @Override
    public boolean withoutStorage(Candidate candidate, Optional<Incarnation> own, String reason) {
        return life.run("withoutStorage", () -> super.withoutStorage(candidate, own, reason));
    }

    @Override
    public boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble) {
        return life.run("renew", () -> super.renew(id, incarnation, load, trouble));
    }

    @Override
    public List<NodeStatus> nodes() {
        return life.run("nodes", super::nodes);
    }

    @Override
    public boolean revoke(NodeStatus node, Duration silence, String reason) {
        return life.run("revoke", () -> super.revoke(node, silence, reason));
    }

    @Override
    public void leave(NodeId id, Incarnation incarnation, String reason) {
        life.run("leave", () -> {
            super.leave(id, incarnation, reason);
            return null;
        });
    }
}
