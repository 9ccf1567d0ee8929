package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.CycleId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.Claim;
import org.flotilla.queue.OwnershipWatch;
import org.flotilla.site.SourceConnection;
import org.flotilla.storage.Contents;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.SealedContent;
import org.flotilla.transfer.Arrival;
import org.flotilla.transfer.Arrivals;
import org.flotilla.transfer.Arrived;
import org.flotilla.transfer.NewArrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one file of a source, once, whoever dies when (T2, T4, T8). In this order: its bytes are made durable; one transaction
 * records, under the fence, that it has arrived, its transfer and the events that follow; it appears in the home.
 */
@ApplicationScoped
public class FetchFile {

    private static final Logger LOG = LoggerFactory.getLogger(FetchFile.class);
    private static final long WORTH_KEEPING = 32L * 1024 * 1024;

    private final Contents contents;
    private final Arrivals arrivals;
    private final PullTransactions transactions;
    private final Nodes nodes;
    private final NodeClock clock;
    private final OwnershipWatch watch;
    private final long worthKeeping;

    /** For CDI's proxy. */
    protected FetchFile() {
        this(null, null, null, null, null, null, 0);
    }

    @Inject
    public FetchFile(
            Contents contents,
            Arrivals arrivals,
            PullTransactions transactions,
            Nodes nodes,
            NodeClock clock,
            OwnershipWatch watch) {
        this(contents, arrivals, transactions, nodes, clock, watch, WORTH_KEEPING);
    }

    FetchFile(
            Contents contents,
            Arrivals arrivals,
            PullTransactions transactions,
            Nodes nodes,
            NodeClock clock,
            OwnershipWatch watch,
            long worthKeeping) {
        this.contents = contents;
        this.arrivals = arrivals;
        this.transactions = transactions;
        this.nodes = nodes;
        this.clock = clock;
        this.watch = watch;
        this.worthKeeping = worthKeeping;
    }

    /**
     * Fetches a file that the claim holds.
     *
     * @throws FileChanged if it is not the listed one any more; then, and if the partner refuses, it is not held any more
     * @throws FlotillaException what the connection, the storage or the fence say: the next claim goes on
     */
    void fetch(SourceConnection connection, Claim claim, PulledFile file, HeldFile held, HomePath target) {
        long begunAt = clock.nanoTime();
        StagedFile staged;
        SealedContent content;
        try (OwnershipWatch.Watched watched = watch.begin(claim)) {
            Runnable stillOurs = watched::ensureHeld;
            staged = StagedFile.begin(claim, file, held, connection, transactions, contents, worthKeeping, stillOurs);
            content = sealed(connection, claim, file, staged, stillOurs);
        }
        Arrival arrival = new Arrival(
                file.account(),
                target,
                connection.protocol(),
                connection.peer(),
                file.site().isEmpty() ? null : file.site(),
                clock.since(begunAt));
        NewArrival recorded = new NewArrival(CycleId.next(), arrival, content, nodes.self(), claim.incarnation());
        Arrived arrived = recorded(claim, file, recorded, staged);
        staged.arrived();
        arrivals.putInPlace(arrived);
    }

    private SealedContent sealed(
            SourceConnection connection, Claim claim, PulledFile file, StagedFile staged, Runnable stillOurs) {
        try {
            staged.fetch(connection, stillOurs);
            return staged.seal();
        } catch (FlotillaException e) {
            if (Tries.isOfThisFile(e) && isForgotten(claim, file)) {
                staged.drop();
            } else {
                staged.discard();
            }
            throw e;
        }
    }

    /** If it cannot be forgotten now, it is taken over by a later run. */
    private boolean isForgotten(Claim claim, PulledFile file) {
        try {
            transactions.forget(claim, file);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("{} is not forgotten yet", file.path(), e);
            return false;
        }
    }

    /** Whether it committed is not known after any other failure: then the content must stay. */
    private Arrived recorded(Claim claim, PulledFile file, NewArrival arrival, StagedFile staged) {
        try {
            return transactions.arrived(claim, file, arrival);
        } catch (FlotillaException e) {
            staged.discard();
            throw e;
        }
    }
}
