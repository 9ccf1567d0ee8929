package org.flotilla.cluster;

import java.time.Duration;
import java.util.List;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * The nodes and their leases in the database, which alone decides who owns work (decision 0001). All comparisons of time
 * are made by the database, on its clock (C7). Each method runs in the caller's transaction.
 */
public interface NodeStore {

    /** What a node says of itself when it joins. */
    record Candidate(NodeId id, String member, String address, String site, String version, int slots) {}

    /**
     * Locks the cluster's one row until the end of the transaction: joins take turns. Fails after some seconds: a node that
     * hangs while it joins must not hang the others.
     */
    void lockCluster();

    /** The node's row, if it has one. */
    java.util.Optional<NodeStatus> find(NodeId id);

    List<NodeStatus> all();

    /** A number higher than that of any incarnation before. */
    Incarnation nextIncarnation();

    /** Makes the node ONLINE under the incarnation, with a heartbeat of now. */
    void putOnline(Candidate candidate, Incarnation incarnation);

    /**
     * Records that the node may not work, and why. Keeps its incarnation. False: nothing was recorded, for it is active, or
     * somebody holds its row.
     */
    boolean putRefused(Candidate candidate, String reason);

    /**
     * Renews the lease; false: the incarnation was revoked, or has left.
     *
     * @param trouble what people should know of a node that is ONLINE; may be null
     */
    boolean renew(NodeId id, Incarnation incarnation, Workload load, String trouble);

    /**
     * Ends an incarnation if it is still active and its last heartbeat is at least {@code silence} ago. Of any number of
     * nodes that try, one gets true.
     */
    boolean end(NodeId id, Incarnation incarnation, Duration silence, String reason);
}
