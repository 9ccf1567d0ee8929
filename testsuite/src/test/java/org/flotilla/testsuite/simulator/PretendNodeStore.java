package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.NodeStore;
import org.flotilla.cluster.Workload;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** The tables {@code node} and {@code cluster}, as {@code node.sql} treats them. */
final class PretendNodeStore implements NodeStore {

    private static final Incarnation NONE = new Incarnation(0);

    private final PretendDatabase database;

    PretendNodeStore(PretendDatabase database) {
        this.database = database;
    }

    @Override
    public void lockCluster() {
        current().lock(database.cluster, "1");
    }

    @Override
    public Optional<NodeStatus> find(NodeId id) {
        return Optional.ofNullable(row(id)).map(this::asRead);
    }

    @Override
    public List<NodeStatus> all() {
        return current().all(database.nodes).stream().map(this::asRead).toList();
    }

    @Override
    public Incarnation nextIncarnation() {
        return new Incarnation(database.nextIncarnation());
    }

    @Override
    public void putOnline(Candidate candidate, Incarnation incarnation) {
        put(status(candidate, incarnation, NodeState.ONLINE, null, database.now()));
    }

    @Override
    public boolean putRefused(Candidate candidate, String reason) {
        NodeStatus before = row(candidate.id());
        if (before == null) {
            put(status(candidate, NONE, NodeState.REFUSED, reason, database.now()));
            return true;
        }
        if (before.state().isActive() || !tryLock(candidate.id())) {
            return false;
        }
        Instant since = before.state() == NodeState.REFUSED ? before.since() : database.now();
        put(status(candidate, before.incarnation(), NodeState.REFUSED, reason, since));
        return true;
    }

    @Override
    public boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble) {
        current().lock(database.nodes, id.name());
        NodeStatus row = row(id);
        if (!isActive(row, incarnation)) {
            return false;
        }
        put(changed(row, row.state(), row.since(), trouble, load, database.now()));
        return true;
    }

    @Override
    public boolean end(NodeId id, Incarnation incarnation, Duration silence, String reason) {
        NodeStatus row = row(id);
        if (!isActive(row, incarnation) || database.since(row.heartbeatAt()).compareTo(silence) < 0 || !tryLock(id)) {
            return false;
        }
        put(changed(
                row,
                NodeState.OFFLINE,
                database.now(),
                reason,
                new Workload(row.slots(), 0, Set.of()),
                row.heartbeatAt()));
        return true;
    }

    private static boolean isActive(NodeStatus row, Incarnation incarnation) {
        return row != null
                && row.incarnation().equals(incarnation)
                && row.state().isActive();
    }

    private Transaction current() {
        return database.current();
    }

    private NodeStatus row(NodeId id) {
        return current().get(database.nodes, id.name());
    }

    private boolean tryLock(NodeId id) {
        return current().tryLock(database.nodes, id.name());
    }

    private void put(NodeStatus row) {
        current().put(database.nodes, row.id().name(), row);
    }

    private NodeStatus status(Candidate candidate, Incarnation life, NodeState state, String reason, Instant since) {
        return new NodeStatus(
                candidate.id(),
                candidate.member(),
                candidate.address(),
                life,
                state,
                since,
                reason,
                candidate.site(),
                candidate.version(),
                candidate.slots(),
                0,
                Set.of(),
                since,
                database.now(),
                Duration.ZERO);
    }

    private static NodeStatus changed(
            NodeStatus row, NodeState state, Instant since, String reason, Workload load, Instant heartbeat) {
        return new NodeStatus(
                row.id(),
                row.member(),
                row.address(),
                row.incarnation(),
                state,
                since,
                reason,
                row.site(),
                row.version(),
                load.slots(),
                load.running(),
                load.full(),
                row.joinedAt(),
                heartbeat,
                Duration.ZERO);
    }

    private NodeStatus asRead(NodeStatus row) {
        return new NodeStatus(
                row.id(),
                row.member(),
                row.address(),
                row.incarnation(),
                row.state(),
                row.since(),
                row.reason(),
                row.site(),
                row.version(),
                row.slots(),
                row.running(),
                row.full(),
                row.joinedAt(),
                row.heartbeatAt(),
                database.since(row.heartbeatAt()));
    }
}
