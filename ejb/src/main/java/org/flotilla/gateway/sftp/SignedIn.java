package org.flotilla.gateway.sftp;

import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** The account as which a session has signed in, and whether it is still what it was then (K2). Thread-safe. */
final class SignedIn {
    private static final AttributeKey<Account> ACCOUNT = new AttributeKey<>();

    private final Accounts accounts;

    SignedIn(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The session has shown that it may act for the account. */
    void remember(Session session, Account account) {
        session.setAttribute(ACCOUNT, account);
    }

    /** Whether the account is there, enabled, and has the password and keys of then. Reads from the cache (K1). */
    boolean isCurrent(Session session) {
        Account then = session.getAttribute(ACCOUNT);
        return then != null
                && accounts.find(then.name())
                        .filter(Account::enabled)
                        .filter(now -> now.version() == then.version()
                                && now.createdAt().equals(then.createdAt()))
                        .isPresent();
    }

    /** The account's name. @throws FlotillaException PERMISSION_DENIED if it is not current */
    String current(Session session) {
        if (!isCurrent(session)) {
            throw new FlotillaException(
                    ErrorCode.PERMISSION_DENIED, "The account was changed or removed.", "Log in again.");
        }
        return session.getAttribute(ACCOUNT).name();
    }
}
