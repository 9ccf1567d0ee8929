package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.account.Accounts;
import org.flotilla.config.Parameters;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.Claim;
import org.flotilla.queue.OwnershipWatch;
import org.flotilla.site.Site;
import org.flotilla.site.SiteConnections;
import org.flotilla.site.Sites;
import org.flotilla.site.SourceConnection;
import org.flotilla.storage.Home;
import org.flotilla.storage.Homes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pulls, over real connections and into real homes. */
@ApplicationScoped
public class PullFiles implements Pulls {

    private static final Logger LOG = LoggerFactory.getLogger(PullFiles.class);
    private static final int MOST_FORGOTTEN = 1000;

    private final Sites sites;
    private final Accounts accounts;
    private final SiteConnections connections;
    private final MonitoredFolders folders;
    private final Homes homes;
    private final FetchFile fetchFile;
    private final SettleAtPartner settleAtPartner;
    private final PullTransactions transactions;
    private final PulledFileStore store;
    private final Parameters parameters;
    private final NodeClock clock;
    private final OwnershipWatch watch;

    /** For CDI's proxy. */
    protected PullFiles() {
        this(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public PullFiles(
            Sites sites,
            Accounts accounts,
            SiteConnections connections,
            MonitoredFolders folders,
            Homes homes,
            FetchFile fetchFile,
            SettleAtPartner settleAtPartner,
            PullTransactions transactions,
            PulledFileStore store,
            Parameters parameters,
            NodeClock clock,
            OwnershipWatch watch) {
        this.sites = sites;
        this.accounts = accounts;
        this.connections = connections;
        this.folders = folders;
        this.homes = homes;
        this.fetchFile = fetchFile;
        this.settleAtPartner = settleAtPartner;
        this.transactions = transactions;
        this.store = store;
        this.parameters = parameters;
        this.clock = clock;
        this.watch = watch;
    }

    @Override
    public PullRun begin(PullOrder order, Claim claim, String after) {
        if (accounts.find(order.account()).isEmpty()) {
            throw FlotillaException.notFound("account", order.account());
        }
        String folder = folder(order);
        Home home = homes.open(order.account());
        SourceConnection connection = open(order);
        RemoteListing listing =
                new RemoteListing(connection, folder, order.pattern()::matches, after, clock, RemoteListing.WINDOW);
        return new PullRun(
                order,
                folder,
                claim,
                connection,
                home,
                fetchFile,
                settleAtPartner,
                transactions,
                clock,
                watch,
                listing);
    }

    private SourceConnection open(PullOrder order) {
        return order.isMonitor() ? folders.open(order.remoteFolder()) : connections.open(order.site());
    }

    private String folder(PullOrder order) {
        if (order.isMonitor()) {
            return order.remoteFolder();
        }
        Site site = sites.find(order.site()).orElseThrow(() -> FlotillaException.notFound("site", order.site()));
        return order.remoteFolder() == null ? site.remoteFolder() : order.remoteFolder();
    }

    @Override
    public String forgetGone(PullOrder order, Claim claim) {
        Duration age = order.afterPull() == AfterPull.KEEP
                ? Duration.ofDays(parameters.get(PullParameters.MEMORY_DAYS))
                : Duration.ZERO;
        var unseen = store.unseen(order.site(), order.account(), folder(order), age, MOST_FORGOTTEN);
        int forgotten = 0;
        if (!unseen.isEmpty()) {
            try (SourceConnection connection = open(order)) {
                forgotten = (int) unseen.stream()
                        .filter(file -> isForgotten(connection, claim, file))
                        .count();
            }
        }
        return forgotten + " forgotten that are gone";
    }

    /** One that the partner does not let us look at is remembered, and holds up no other. */
    private boolean isForgotten(SourceConnection connection, Claim claim, PulledFile file) {
        try {
            return isGoneAndForgotten(connection, claim, file);
        } catch (FlotillaException e) {
            if (!Tries.isOfThisFile(e)) {
                throw e;
            }
            LOG.warn("Whether {} is still at site {} cannot be told: {}", file.path(), file.site(), e.getMessage());
            return false;
        }
    }

    /** One that is still there is looked at again when it has not been seen for as long once more. */
    private boolean isGoneAndForgotten(SourceConnection connection, Claim claim, PulledFile file) {
        if (connection.look(file.path()).filter(file.file()::isSameAs).isPresent()) {
            transactions.seen(claim, file);
            return false;
        }
        return transactions
                .begin(claim, file)
                .map(held -> {
                    transactions.forget(claim, file);
                    return true;
                })
                .orElse(false);
    }
}
