package org.flotilla.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.test.Given;
import org.flotilla.test.Heard;

/**
 * What {@code cluster} does on one node of the simulator, put together by hand from the product's own classes. The caller's
 * loop takes the place of {@link LeaseKeeper}'s threads, its {@link Membership} brings the transactions.
 */
public final class ClusterPart {

    /** How this node keeps its lease. All but {@link #SOUND} are defects, which the simulator has to find. */
    public enum Keeping {
        SOUND,
        /** The lease does not end by itself. */
        ENDLESS,
        /** A renewal that comes too late makes a lease go on that has ended. */
        REVIVING
    }

    /** What surrounds it. */
    public record Host(
            ServerProperties server,
            NodeClock clock,
            NodeStore store,
            Membership membership,
            Members members,
            Work work,
            Consumer<NodesChanged> changed) {}

    private final OwnLease lease;
    private final NodeDirectory directory;
    private final SilentNodes silentNodes;
    private final Heartbeat heartbeat;

    public ClusterPart(Host host, Keeping keeping) {
        lease = switch (keeping) {
            case SOUND -> new OwnLease(host.clock());
            case ENDLESS -> new OwnLease(new StoppedClock());
            case REVIVING -> new RevivingLease(host.clock());
        };
        directory = new NodeDirectory(host.server(), host.store(), new Heard<>(host.changed()));
        silentNodes = new SilentNodes(host.membership(), host.members());
        heartbeat = new Heartbeat(
                host.membership(),
                directory,
                lease,
                silentNodes,
                host.server(),
                host.clock(),
                new ToldStorage(),
                new Given<>(List.of(host.work())));
    }

    /** As the lease's thread does; returns how long to pause. */
    public Duration beat() {
        return heartbeat.beat();
    }

    /** As the thread does that revokes. */
    public void revokeFound() {
        silentNodes.revokeFound();
    }

    /** As {@link LeaseKeeper} does when the server stops. */
    public void leave() {
        lease.incarnation().ifPresent(incarnation -> {
            lease.end("It is stopping.");
            heartbeat.leave(incarnation);
        });
    }

    public Lease lease() {
        return lease;
    }

    public Nodes nodes() {
        return directory;
    }

    private static final class StoppedClock extends NodeClock {
        @Override
        public Duration since(long nanoTime) {
            return Duration.ZERO;
        }
    }

    private static final class RevivingLease extends OwnLease {

        RevivingLease(NodeClock clock) {
            super(clock);
        }

        @Override
        synchronized boolean renewed(Incarnation incarnation, long sentAt) {
            begin(incarnation, sentAt);
            return true;
        }
    }
}
