package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes arrivals whose node died, or failed, between the commit and the file's final name (T3). Any node may, also several
 * at once: landing again does no harm.
 */
@ApplicationScoped
public class LandTransfers {
    /** A living node needs milliseconds; what is older was left behind. */
    static final Duration LEFT_BEHIND = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(LandTransfers.class);
    private static final int BATCH = 500;

    /** What somebody is at just now comes next time. */
    private static final Duration PATIENCE = Duration.ofMillis(1);

    private final TransferStore store;
    private final ArrivalTransactions transactions;
    private final Nodes nodes;
    private final Lease lease;

    /** For CDI's proxy. */
    protected LandTransfers() {
        this(null, null, null, null);
    }

    @Inject
    public LandTransfers(TransferStore store, ArrivalTransactions transactions, Nodes nodes, Lease lease) {
        this.store = store;
        this.transactions = transactions;
        this.nodes = nodes;
        this.lease = lease;
    }

    /** Lands what was left behind; returns how many. Does nothing while this node has no lease. */
    public int sweep() {
        if (!lease.isHeld()) {
            return 0;
        }
        Set<Incarnation> alive = nodes.all().stream()
                .filter(node -> node.state().isActive())
                .map(NodeStatus::incarnation)
                .collect(Collectors.toSet());
        return (int) store.landings(BATCH).stream()
                .filter(landing ->
                        !alive.contains(landing.incarnation()) || landing.age().compareTo(LEFT_BEHIND) > 0)
                .filter(this::land)
                .count();
    }

    private boolean land(Landing landing) {
        try {
            transactions.land(landing, PATIENCE);
            LOG.info("Transfer {} of incarnation {} was landed", landing.transferId(), landing.incarnation());
            return true;
        } catch (PlaceTakenException e) {
            LOG.debug("Transfer {} is being landed, or another of its name", landing.transferId(), e);
            return false;
        } catch (FlotillaException e) {
            return givenUp(landing, e);
        } catch (RuntimeException e) {
            LOG.warn("Transfer {} cannot be landed now", landing.transferId(), e);
            return false;
        }
    }

    /** What cannot succeed later either is not tried for ever. */
    private boolean givenUp(Landing landing, FlotillaException failure) {
        if (failure.isTransient() || failure.code() == ErrorCode.NOT_OWNER) {
            LOG.warn("Transfer {} cannot be landed now", landing.transferId(), failure);
        } else {
            LOG.error("Transfer {} can never be landed", landing.transferId(), failure);
            transactions.failed(landing.transferId(), failure.getMessage() + " " + failure.remedy());
        }
        return false;
    }
}
