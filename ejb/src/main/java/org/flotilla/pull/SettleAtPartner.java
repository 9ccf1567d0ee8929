package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.site.SourceConnection;

/**
 * Does at the partner what is left to do with a file that has arrived (T6): deletes it or moves it away, and then forgets it. If
 * the node dies in between, the next run that lists the file, or looks for what has gone, does the rest.
 *
 * <p>The file is looked at right before. It is left alone if it is another by now; only a partner who writes one of the same
 * name in that very moment would have it deleted unread.
 */
@ApplicationScoped
public class SettleAtPartner {

    private static final int MOST_NAMES = 100;

    private final PullTransactions transactions;

    /** For CDI's proxy. */
    protected SettleAtPartner() {
        this(null);
    }

    @Inject
    public SettleAtPartner(PullTransactions transactions) {
        this.transactions = transactions;
    }

    /** @throws FlotillaException what the partner refused: the file stays there, and is tried again by the next run */
    void settle(SourceConnection connection, Claim claim, PulledFile file, PullOrder order) {
        transactions.ensureOwned(claim);
        boolean there =
                connection.look(file.path()).filter(file.file()::isSameAs).isPresent();
        if (there && order.afterPull() == AfterPull.DELETE) {
            connection.delete(file.path());
        } else if (there && order.afterPull() == AfterPull.MOVE) {
            move(connection, file, order.archiveFolder());
        }
        transactions.forget(claim, file);
    }

    /** What is in the archive is not replaced: a second file of a name gets its time added, and a number if need be. */
    private static void move(SourceConnection connection, PulledFile file, String archive) {
        String plain = PulledFile.in(archive, file.file().name());
        String timed = plain + "." + file.file().modified().getEpochSecond();
        boolean moved = connection.move(file.path(), plain) || connection.move(file.path(), timed);
        for (int number = 1; !moved && number <= MOST_NAMES; number++) {
            moved = connection.move(file.path(), timed + "." + number);
        }
        if (!moved) {
            throw new FlotillaException(
                    ErrorCode.PARTNER_REFUSED,
                    connection.peer() + " has too many files named like " + plain + ".",
                    "Clear the archive folder.");
        }
    }
}
