package org.flotilla.pull;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.pull.PullTally.Outcome;
import org.flotilla.queue.Claim;
import org.flotilla.queue.OwnershipWatch;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SourceConnection;
import org.flotilla.storage.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pull by one claim, over one connection. {@link #next} only looks; {@link #pull} does. For one thread. What
 * concerns one file is told in the {@link #result}, and the others go on; all else is thrown, and the next claim goes on with
 * what is not done.
 */
public final class PullRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PullRun.class);
    private static final int AT_ONCE = 1000;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final PullOrder order;
    private final String folder;
    private final Claim claim;
    private final SourceConnection connection;
    private final Home home;
    private final FetchFile fetchFile;
    private final SettleAtPartner settleAtPartner;
    private final PullTransactions transactions;
    private final NodeClock clock;
    private final OwnershipWatch watch;
    private final RemoteListing listing;
    private final PullTally tally = new PullTally();

    PullRun(
            PullOrder order,
            String folder,
            Claim claim,
            SourceConnection connection,
            Home home,
            FetchFile fetchFile,
            SettleAtPartner settleAtPartner,
            PullTransactions transactions,
            NodeClock clock,
            OwnershipWatch watch,
            RemoteListing listing) {
        this.order = order;
        this.folder = folder;
        this.claim = claim;
        this.connection = connection;
        this.home = home;
        this.fetchFile = fetchFile;
        this.settleAtPartner = settleAtPartner;
        this.transactions = transactions;
        this.clock = clock;
        this.watch = watch;
        this.listing = listing;
    }

    /**
     * The next file that is wanted, in the order of names; null if there are no more. Changes nothing. May take an hour: it ends
     * when the claim is lost, so that the connection is free before the event's place at the site is another's (W4).
     *
     * @throws FlotillaException NOT_OWNER then, within seconds
     */
    public RemoteFile next() throws InterruptedException {
        try (OwnershipWatch.Watched held = watch.begin(claim)) {
            while (listing.hasMore()) {
                listing.take(unknown(listing.list(held::ensureHeld)));
            }
            RemoteFile file = listing.next();
            if (file != null) {
                awaitStable(held);
            }
            return file;
        }
    }

    /** Without those that have arrived before and are kept at the partner, so that many of them cost little. */
    private Collection<RemoteFile> unknown(Collection<RemoteFile> listed) {
        if (!isKept()) {
            return listed;
        }
        List<RemoteFile> all = List.copyOf(listed);
        List<RemoteFile> unknown = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<RemoteFile> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            var known = transactions.seenLately(
                    order.site(),
                    order.account(),
                    some.stream().map(file -> of(file).key()).toList());
            some.stream().filter(file -> !known.contains(of(file).key())).forEach(unknown::add);
        }
        tally.add(Outcome.KNOWN, all.size() - unknown.size());
        return unknown;
    }

    /** A file is not read before it could be seen to change since it was listed. The connection must not seem idle. */
    private void awaitStable(OwnershipWatch.Watched held) throws InterruptedException {
        long usedAt = clock.nanoTime();
        for (Duration left = unstable(); left.compareTo(Duration.ZERO) > 0; left = unstable()) {
            held.ensureHeld();
            long millis = Math.min(left.toMillis() + 1, LONGEST_PAUSE.toMillis());
            boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            assert !never;
            if (clock.since(usedAt).compareTo(LONGEST_SILENCE) >= 0) {
                connection.size(folder);
                usedAt = clock.nanoTime();
            }
        }
    }

    private Duration unstable() {
        return order.stableFor().minus(clock.since(listing.listedAt()));
    }

    /** Does with the file what is to be done; if that concerns this file alone it is told in the result. */
    public void pull(RemoteFile listed) {
        Optional<String> problem = RemoteName.problem(listed.name());
        if (problem.isPresent()) {
            noted(Outcome.REFUSED, listed, problem.get());
        } else if (isYoung(listed)) {
            tally.add(Outcome.YOUNG);
        } else {
            pull(of(listed));
        }
    }

    /** The partner's clock may be ahead of ours: where no age is asked for, its times do not matter. */
    private boolean isYoung(RemoteFile listed) {
        return !order.minimumAge().isZero()
                && listed.modified().isAfter(clock.now().minus(order.minimumAge()));
    }

    private void pull(PulledFile file) {
        try {
            begin(file).ifPresentOrElse(held -> pull(file, held), () -> tally.add(Outcome.BUSY));
        } catch (FlotillaException e) {
            if (!Tries.isOfThisFile(e)) {
                throw e;
            }
            noted(outcome(file, e), file.file(), e.getMessage());
        }
    }

    private boolean isKept() {
        return order.afterPull() == AfterPull.KEEP;
    }

    private Optional<HeldFile> begin(PulledFile file) {
        return isKept() ? transactions.beginKept(claim, file) : transactions.begin(claim, file);
    }

    private void pull(PulledFile file, HeldFile held) {
        if (!held.arrived()) {
            String target = PulledFile.in(order.targetFolder(), file.file().name());
            fetchFile.fetch(connection, claim, file, held, home.resolve(target));
            tally.add(Outcome.PULLED);
        } else {
            tally.add(isKept() ? Outcome.KNOWN : Outcome.SETTLED);
        }
        if (!isKept()) {
            settle(file);
        }
    }

    private void settle(PulledFile file) {
        try {
            settleAtPartner.settle(connection, claim, file, order);
        } catch (FlotillaException e) {
            if (!Tries.isOfThisFile(e)) {
                throw e;
            }
            noted(Outcome.LEFT, file.file(), e.getMessage());
        }
    }

    private Outcome outcome(PulledFile file, FlotillaException failure) {
        if (failure instanceof FileChanged) {
            return Outcome.CHANGED;
        }
        return failure.code() == ErrorCode.PARTNER_REFUSED && isGone(file) ? Outcome.GONE : Outcome.FAILED;
    }

    private boolean isGone(PulledFile file) {
        try {
            return connection.look(file.path()).isEmpty();
        } catch (FlotillaException e) {
            if (!Tries.isOfThisFile(e)) {
                throw e;
            }
            return false;
        }
    }

    private void noted(Outcome outcome, RemoteFile file, String why) {
        String name = PullTally.printable(file.name());
        LOG.warn("'{}' in {} of {}: {}: {}", name, folder, order.source(), outcome.text(), why);
        tally.add(outcome, file.name(), why);
    }

    private PulledFile of(RemoteFile file) {
        return new PulledFile(order.site(), order.account(), folder, file);
    }

    /** What was done so far, for the run that goes on after this one. */
    public Map<String, Serializable> done() {
        return tally.kept();
    }

    /** Tells in its result also what runs before it did, as they kept it by {@link #done}. */
    public void goOnFrom(Map<String, Serializable> done) {
        tally.goOn(done);
    }

    /** What was done so far, for people; at most 500 characters. */
    public String result() {
        return tally.text();
    }

    @Override
    public void close() {
        connection.close();
    }
}
