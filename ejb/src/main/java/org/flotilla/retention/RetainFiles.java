package org.flotilla.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.Claim;
import org.flotilla.storage.Homes;

/** The retention of the files in real homes. */
@ApplicationScoped
public class RetainFiles implements Retention {

    private final Accounts accounts;
    private final Homes homes;
    private final AwaitedFiles awaited;
    private final RetentionTransactions transactions;
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected RetainFiles() {
        this(null, null, null, null, null);
    }

    @Inject
    public RetainFiles(
            Accounts accounts, Homes homes, AwaitedFiles awaited, RetentionTransactions transactions, NodeClock clock) {
        this.accounts = accounts;
        this.homes = homes;
        this.awaited = awaited;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public RetentionRun begin(
            RetentionOrder order, Claim claim, Map<String, Serializable> checkpoint, Consumer<String> told) {
        Instant now = clock.now();
        Instant cutoff = order.olderThan() == null ? now : now.minus(order.olderThan());
        RetentionRun run = new RetentionRun(
                order, claim, names(order), homes, awaited, transactions, cutoff, told, DueFiles.WINDOW);
        if (!checkpoint.isEmpty()) {
            run.goOnFrom(checkpoint);
        }
        return run;
    }

    private List<String> names(RetentionOrder order) {
        if (order.account() == null) {
            return accounts.list().stream().map(Account::name).sorted().toList();
        }
        return accounts.find(order.account())
                .map(account -> List.of(account.name()))
                .orElseThrow(() -> FlotillaException.notFound("account", order.account()));
    }
}
