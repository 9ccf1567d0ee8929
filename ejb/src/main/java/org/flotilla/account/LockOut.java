package org.flotilla.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import org.flotilla.account.RefusalStore.Subjects;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks out after too many refused passwords, on all nodes at once (A1): soon an account from one network; much later a
 * network for all accounts, and an account from everywhere but the networks from which it has signed in lately. So whoever
 * guesses does not keep an account's owner out. Each statement stands by itself, so that a refusal counts whatever its
 * caller's transaction does. Names that are no account's are counted by their network alone: they would fill the table.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LockOut {
    private static final Logger LOG = LoggerFactory.getLogger(LockOut.class);

    private final RefusalStore store;
    private final Parameters parameters;

    /** For the container's proxy. */
    public LockOut() {
        this(null, null);
    }

    @Inject
    public LockOut(RefusalStore store, Parameters parameters) {
        this.store = store;
        this.parameters = parameters;
    }

    /** @param account null if there is none of the name */
    public boolean isLocked(String account, InetAddress from) {
        return store.isLocked(subjects(account, from));
    }

    /** @param account null if there is none of the name */
    public void refused(String account, InetAddress from) {
        Subjects subjects = subjects(account, from);
        if (account != null) {
            count(subjects.pair(), AccountParameters.REFUSALS);
            count(subjects.account(), AccountParameters.ACCOUNT_REFUSALS);
        }
        if (subjects.network() != null) {
            count(subjects.network(), AccountParameters.ADDRESS_REFUSALS);
        }
    }

    public void accepted(String account, InetAddress from) {
        Subjects subjects = subjects(account, from);
        store.forget(subjects.pair());
        store.remember(subjects.known());
    }

    private Subjects subjects(String account, InetAddress from) {
        Network network = Network.around(from);
        boolean trusted =
                parameters.get(AccountParameters.TRUSTED_NETWORKS).stream().anyMatch(known -> known.contains(from));
        return new Subjects(
                "account " + account + " from " + network,
                trusted ? null : "network " + network,
                "account " + account,
                "known " + account + " from " + network);
    }

    private void count(String subject, Parameter<Integer> most) {
        Duration span = Duration.ofMinutes(parameters.get(AccountParameters.LOCK_OUT_MINUTES));
        if (store.count(subject, parameters.get(most), span)) {
            LOG.warn("Too many refused log-ins: {} is locked out for {} minutes", subject, span.toMinutes());
        }
    }
}
