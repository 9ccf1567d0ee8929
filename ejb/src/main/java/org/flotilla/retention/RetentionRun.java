package org.flotilla.retention;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.retention.RetentionTally.Outcome;
import org.flotilla.storage.HomeFile;
import org.flotilla.storage.HomeFiles;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.Homes;
import org.flotilla.transfer.PlaceTakenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a retention by one claim: account after account, by name, and of each the oldest files first. {@link #next} only
 * looks; {@link #retire} does. For one thread. What concerns one file is told in the {@link #result}, and the others go on; all
 * else is thrown, and the next claim goes on from the checkpoint. What was done after that is gone by then, and not counted.
 */
public final class RetentionRun {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);
    private static final int MOST_LISTED = 50;
    private static final Set<ErrorCode> OF_ONE_FILE =
            Set.of(ErrorCode.PERMISSION_DENIED, ErrorCode.INVALID_INPUT, ErrorCode.NOT_FOUND);

    private static final String CUTOFF = "cutoff";
    private static final String ACCOUNT = "account";
    private static final String MODIFIED = "modified";
    private static final String PATH = "path";
    private static final int LONGEST_PATH = 1000;

    private final RetentionOrder order;
    private final Claim claim;
    private final List<String> accounts;
    private final Homes homes;
    private final AwaitedFiles awaitedFiles;
    private final RetentionTransactions transactions;
    private final Consumer<String> told;
    private final int window;
    private final RetentionTally tally;
    private Instant cutoff;
    private int at = -1;
    private DueFiles due;
    private Set<Object> awaited = Set.of();
    private String lastAccount;
    private HomeFile last;

    /** @param accounts by name */
    RetentionRun(
            RetentionOrder order,
            Claim claim,
            List<String> accounts,
            Homes homes,
            AwaitedFiles awaitedFiles,
            RetentionTransactions transactions,
            Instant cutoff,
            Consumer<String> told,
            int window) {
        this.order = order;
        this.claim = claim;
        this.accounts = accounts;
        this.homes = homes;
        this.awaitedFiles = awaitedFiles;
        this.transactions = transactions;
        this.cutoff = cutoff;
        this.told = told;
        this.window = window;
        this.tally = new RetentionTally(
                order.dryRun()
                        ? "would be " + order.action().done()
                        : order.action().done());
    }

    /** Goes on after the file that another run came to, as it kept it by {@link #checkpoint}; what was too old then is now. */
    void goOnFrom(Map<String, Serializable> checkpoint) {
        cutoff = (Instant) checkpoint.get(CUTOFF);
        tally.goOn(checkpoint);
        lastAccount = (String) checkpoint.get(ACCOUNT);
        if (lastAccount != null) {
            String path = (String) checkpoint.get(PATH);
            last = new HomeFile(new HomePath(path, Path.of(path)), 0, (Instant) checkpoint.get(MODIFIED), null);
            at = (int) accounts.stream()
                            .filter(name -> name.compareTo(lastAccount) < 0)
                            .count()
                    - 1;
        }
    }

    /** Where the run is, and what it did so far, in classes of the JDK. */
    public Map<String, Serializable> checkpoint() {
        Map<String, Serializable> checkpoint = new HashMap<>(tally.kept());
        checkpoint.put(CUTOFF, cutoff);
        if (lastAccount != null) {
            checkpoint.put(ACCOUNT, lastAccount);
            checkpoint.put(MODIFIED, last.modified());
            checkpoint.put(PATH, beginning(last.path().text()));
        }
        return checkpoint;
    }

    /** SQL Server's repository has room for 8,000 bytes. The beginning sorts before the whole: at worst a file is met again. */
    private static String beginning(String path) {
        int end = Math.min(path.length(), LONGEST_PATH);
        return path.substring(0, end > 0 && Character.isHighSurrogate(path.charAt(end - 1)) ? end - 1 : end);
    }

    /** The next file whose time is over; null if there are no more. Changes nothing. Joins the caller's transaction. */
    public DueFile next() {
        HomeFile file = due == null ? null : due.next();
        while (file == null && (isMoreHere() || isNextAccount())) {
            look();
            file = due == null ? null : due.next();
        }
        if (file == null) {
            return null;
        }
        lastAccount = accounts.get(at);
        last = file;
        return new DueFile(lastAccount, file, awaited.contains(file.key()));
    }

    private boolean isMoreHere() {
        return due != null && due.hasMore();
    }

    private boolean isNextAccount() {
        at++;
        due = null;
        return at < accounts.size();
    }

    /** An account that never logged in has no home. A folder that must not be looked into is told. */
    private void look() {
        String account = accounts.get(at);
        try {
            if (due == null) {
                HomeFile after = account.equals(lastAccount) ? last : null;
                due = new DueFiles(new HomeFiles(homes.of(account)), order, cutoff, after, window);
            }
            due.look(folder -> failed(account, folder, "cannot be looked into"));
            awaited = awaitedFiles.among(due.keys(), account);
        } catch (FlotillaException e) {
            if (!OF_ONE_FILE.contains(e.code())) {
                throw e;
            }
            due = null;
            if (e.code() != ErrorCode.NOT_FOUND) {
                failed(account, order.folder(), e.getMessage());
            }
        }
    }

    /** Does with the file what is to be done; if that fails for this file alone it is told in the result. */
    public void retire(DueFile file) {
        if (file.awaited()) {
            tally.add(Outcome.AWAITED);
        } else if (order.dryRun()) {
            tell(file);
            tally.done(file.file().size());
        } else {
            act(file);
        }
    }

    private void tell(DueFile file) {
        if (tally.count(Outcome.DONE) < MOST_LISTED) {
            told.accept("would be " + order.action().done() + ": " + named(file) + ", "
                    + file.file().size() + " bytes, of " + file.file().modified() + ".");
        }
    }

    private void act(DueFile file) {
        try {
            transactions.ensureOwned(claim);
            if (transactions.retire(file, order)) {
                tally.done(file.file().size());
                LOG.debug("{} was {}", named(file), order.action().done());
            } else {
                tally.add(Outcome.CHANGED);
            }
        } catch (PlaceTakenException e) {
            LOG.debug("{} is being replaced", named(file), e);
            tally.add(Outcome.BUSY);
        } catch (FlotillaException e) {
            if (!OF_ONE_FILE.contains(e.code())) {
                throw e;
            }
            failed(file.account(), file.file().path().text(), e.getMessage());
        }
    }

    private void failed(String account, String path, String why) {
        String name = account + ":" + path;
        LOG.warn("{}: {}", RetentionTally.printable(name), RetentionTally.printable(why));
        tally.failed(name, why);
    }

    private static String named(DueFile file) {
        return RetentionTally.printable(file.account() + ":" + file.file().path());
    }

    /** How far the run is: in files for one account, in accounts for all of them. */
    public long done() {
        return order.account() == null ? Math.max(0, at) : tally.files();
    }

    /** How far it will come; null while that is not known. */
    public Long total() {
        if (order.account() == null) {
            return (long) accounts.size();
        }
        Long left = due == null ? Long.valueOf(0) : due.left();
        return left == null ? null : Long.valueOf(tally.files() + left);
    }

    /** What was done so far, for people; at most 500 characters. */
    public String result() {
        return tally.text();
    }
}
