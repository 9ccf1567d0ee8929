package org.flotilla.account;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;

/** The accounts. Reads come from the cache in steady state (K1); writes are audited and seen by all nodes within 1 s (K2). */
public interface Accounts {

    /** @throws FlotillaException INVALID_INPUT, CONFLICT if the name is taken */
    Account create(AccountRequest request, String actor);

    /** @throws FlotillaException NOT_FOUND, INVALID_INPUT, STALE if {@code version} is not the present one */
    Account update(String name, AccountRequest request, long version, String actor);

    /** Deletes the account; its files stay. @throws FlotillaException NOT_FOUND, STALE, CONFLICT if a route uses it */
    void delete(String name, long version, String actor);

    /** The account of exactly this name. The name may be anything that a client sent. */
    Optional<Account> find(String name);

    List<Account> list();

    /**
     * The enabled account of exactly this name that has this password. Empty if there is none, or if account or address
     * have been refused too often of late on any node (A1): which of it, the caller does not learn and cannot tell. A
     * refusal that looked at the password takes as long for a name that does not exist.
     *
     * @param name may be anything that a client sent
     */
    Optional<Account> signIn(String name, String password, InetAddress from);
}
