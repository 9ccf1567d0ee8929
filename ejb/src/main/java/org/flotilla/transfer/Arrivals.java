package org.flotilla.transfer;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.storage.StagedContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what clients send (T3). Called by the gateways outside a transaction, when the client has said that the file is
 * whole.
 *
 * <p>In this order: the content is made durable; one transaction records the arrival with the events that follow; the file
 * appears under its final name; the record says so. If the node dies before the commit, nothing has happened and the
 * purge removes the content. If it dies after, {@link LandTransfers} does the rest on another node; so it
 * does on any if the database stays away.
 */
@ApplicationScoped
public class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 200;

    /**
     * Each holds a connection to the database while the storage works. However long that stalls, most of the node's
     * connections (40 as shipped) stay free for its lease and its other work.
     */
    static final int MOST_AT_ONCE = 8;

    private final Lease lease;
    private final Nodes nodes;
    private final ArrivalTransactions transactions;
    private final NodeClock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore landings = new Semaphore(MOST_AT_ONCE, true);

    /** For CDI's proxy. */
    protected Arrivals() {
        this(null, null, null, null);
    }

    @Inject
    public Arrivals(Lease lease, Nodes nodes, ArrivalTransactions transactions, NodeClock clock) {
        this.lease = lease;
        this.nodes = nodes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes in a file. When this returns, the file is Flotilla's to keep and to deliver; when it throws, the client has to
     * send it again.
     *
     * @throws FlotillaException STORAGE, DATABASE, NODE_NOT_READY, or what the router refused
     */
    public Arrived land(Arrival arrival, StagedContent staged) {
        Arrived arrived = recorded(arrival, staged);
        putInPlace(arrived);
        return arrived;
    }

    /** Puts a file in place whose arrival is recorded. Never throws: what fails, or takes too long, is left to the sweep. */
    public void putInPlace(Arrived arrived) {
        try {
            putInPlace(landing(arrived));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Transfer {} is recorded, but not in place yet; the sweep will finish it", arrived.transferId(), e);
        }
    }

    /** Waits for its turn without a connection; what does not get one is left to the sweep. */
    private void putInPlace(Landing landing) throws InterruptedException {
        if (!landings.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "Transfer {} is recorded, but not in place yet: the storage is slow; the sweep will finish it",
                    landing.transferId());
            return;
        }
        try {
            putInPlaceSoon(landing);
        } finally {
            landings.release();
        }
    }

    /** What fails by the database is tried again while the lease holds: the client should find its file where it put it. */
    private void putInPlaceSoon(Landing landing) {
        long since = clock.nanoTime();
        while (!isInPlace(landing, since)) {
            LOG.debug("Transfer {} is tried again", landing.transferId());
        }
    }

    private boolean isInPlace(Landing landing, long since) {
        try {
            lease.ensureHeld(landing.incarnation());
            transactions.land(landing, PATIENCE);
            return true;
        } catch (FlotillaException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!mayTryAgain(landing.incarnation(), since)) {
                throw e;
            }
            return false;
        }
    }

    private Landing landing(Arrived arrived) {
        return new Landing(
                arrived.transferId(),
                arrived.account(),
                arrived.folder(),
                arrived.fileName(),
                arrived.content().id(),
                incarnation(),
                Duration.ZERO);
    }

    private Arrived recorded(Arrival arrival, StagedContent staged) {
        NewArrival durable = durable(arrival, staged);
        try {
            return transactions.record(durable);
        } catch (FlotillaException e) {
            discard(staged);
            throw e;
        } catch (RuntimeException e) {
            return settled(durable, e);
        }
    }

    private NewArrival durable(Arrival arrival, StagedContent staged) {
        try {
            Incarnation incarnation = incarnation();
            lease.ensureHeld(incarnation);
            return new NewArrival(CycleId.next(), arrival, staged.seal(), nodes.self(), incarnation);
        } catch (FlotillaException e) {
            discard(staged);
            throw e;
        } catch (IOException e) {
            discard(staged);
            throw new FlotillaException(
                    ErrorCode.STORAGE, "The file could not be stored.", "Send it again; is storage full?", e);
        }
    }

    /**
     * Whether it committed is not known, and an error would have the client send again what may be delivered already. So the
     * database is asked while the lease holds. If it knows nothing, the arrival is recorded again, once: a content arrives
     * once, so that waits for a first try that has not ended yet, and fails if that commits. The content stays in any case;
     * the purge looks a day later whether something refers to it.
     */
    private Arrived settled(NewArrival arrival, RuntimeException unknown) {
        LOG.warn(
                "Whether the arrival of content {} was recorded is not known; asking",
                arrival.content().id(),
                unknown);
        long since = clock.nanoTime();
        boolean recordedAgain = false;
        do {
            try {
                Optional<Arrived> found = transactions.find(arrival);
                if (found.isPresent()) {
                    return found.get();
                }
                if (recordedAgain) {
                    break;
                }
                recordedAgain = true;
                return transactions.record(arrival);
            } catch (FlotillaException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.debug("No answer yet about content {}", arrival.content().id(), e);
            }
        } while (mayTryAgain(arrival.incarnation(), since));
        return lastLook(arrival, unknown);
    }

    /** The last try to record may have ended because the first had committed. */
    private Arrived lastLook(NewArrival arrival, RuntimeException unknown) {
        FlotillaException failure = new FlotillaException(
                ErrorCode.DATABASE, "The arrival of the file could not be recorded.", "Send the file again.", unknown);
        try {
            return transactions.find(arrival).orElseThrow(() -> failure);
        } catch (RuntimeException e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    /** After a pause; not when time is up, the node ends, or another would have to decide. */
    private boolean mayTryAgain(Incarnation incarnation, long since) {
        try {
            return !stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    && clock.since(since).compareTo(PATIENCE) < 0
                    && lease.incarnation().filter(incarnation::equals).isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
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
