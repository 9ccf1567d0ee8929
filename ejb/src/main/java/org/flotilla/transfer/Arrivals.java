package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.storage.Homes;
import org.flotilla.storage.SealedContent;
import org.flotilla.storage.StagedContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what clients send (T3). Called by the gateways outside a transaction, when the client has said that the file is
 * whole.
 *
 * <p>In this order: the content is made durable; one transaction records the arrival with the events that follow; the file
 * appears under its final name; the record says so. If the node dies before the commit, nothing has happened and the
 * purge removes the content. If it dies after, {@link LandTransfers} does the rest on another node.
 */
@ApplicationScoped
public class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Homes homes;
    private final Lease lease;
    private final Nodes nodes;
    private final ArrivalTransactions transactions;

    /** For CDI's proxy. */
    protected Arrivals() {
        this(null, null, null, null);
    }

    @Inject
    public Arrivals(Homes homes, Lease lease, Nodes nodes, ArrivalTransactions transactions) {
        this.homes = homes;
        this.lease = lease;
        this.nodes = nodes;
        this.transactions = transactions;
    }

    /**
     * Takes in a file. When this returns, the file is Flotilla's to keep and to deliver; when it throws, the client has to
     * send it again.
     *
     * @throws FlotillaException STORAGE, DATABASE, NODE_NOT_READY, or what the router refused
     */
    public Arrived land(Arrival arrival, StagedContent staged) {
        Arrived arrived = recorded(arrival, staged);
        try {
            lease.ensureHeld(incarnation());
            homes.of(arrival.account()).land(arrived.content().id(), arrival.path());
            transactions.landed(arrived.transferId());
        } catch (RuntimeException e) {
            LOG.warn(
                    "Transfer {} is recorded, but not in place yet; the sweep will finish it", arrived.transferId(), e);
        }
        return arrived;
    }

    private Arrived recorded(Arrival arrival, StagedContent staged) {
        try {
            Incarnation incarnation = incarnation();
            lease.ensureHeld(incarnation);
            SealedContent content = staged.seal();
            return transactions.record(new NewArrival(CycleId.random(), arrival, content, nodes.self(), incarnation));
        } catch (FlotillaException e) {
            discard(staged);
            throw e;
        } catch (IOException e) {
            discard(staged);
            throw new FlotillaException(
                    ErrorCode.STORAGE, "The file could not be stored.", "Send it again; is storage full?", e);
        } catch (RuntimeException e) {
            // Whether it committed is not known, so the content stays: the purge looks again, a day later.
            throw new FlotillaException(
                    ErrorCode.DATABASE, "The arrival of the file could not be recorded.", "Send the file again.", e);
        }
    }

    private Incarnation incarnation() {
        return lease.incarnation()
                .orElseThrow(() -> new FlotillaException(
                        ErrorCode.NODE_NOT_READY,
                        "This node may not accept files at present.",
                        "Try again: another node can."));
    }

    private static void discard(StagedContent staged) {
        try {
            staged.discard();
        } catch (IOException e) {
            LOG.warn("Content {} could not be removed; the purge will", staged.id(), e);
        }
    }
}
