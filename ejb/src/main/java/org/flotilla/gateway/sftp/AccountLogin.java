package org.flotilla.gateway.sftp;

import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;
import org.flotilla.site.sftp.SshCryptography;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs accounts in (A1). A password is checked on a thread of its own, for the hash is slow on purpose and the session
 * threads serve others too; a wrong one is answered after a second, by a timer that holds no thread.
 */
final class AccountLogin implements PasswordAuthenticator, PublickeyAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLogin.class);
    private static final Duration PENALTY = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final Executor checks;

    AccountLogin(Accounts accounts, Executor checks) {
        this.accounts = accounts;
        this.checks = checks;
    }

    @Override
    public boolean authenticate(String name, String password, ServerSession session) {
        AsyncAuthException answer = new AsyncAuthException();
        try {
            checks.execute(() -> check(name, password, session, answer));
        } catch (RejectedExecutionException e) {
            LOG.warn("Too many log-ins at once: that of {} from {} is refused", name, SftpPeer.of(session));
            return false;
        }
        throw answer;
    }

    @Override
    public boolean handleClientPasswordChangeRequest(
            ServerSession session, String name, String oldPassword, String newPassword) {
        throw new UnsupportedOperationException("Passwords are changed by an administrator");
    }

    private void check(String name, String password, ServerSession session, AsyncAuthException answer) {
        if (isRight(name, password)) {
            LOG.info("Account {} signed in by password from {}", name, SftpPeer.of(session));
            answer.setAuthed(true);
        } else {
            LOG.warn("A log-in by password as {} from {} failed", name, SftpPeer.of(session));
            CompletableFuture.delayedExecutor(PENALTY.toMillis(), TimeUnit.MILLISECONDS, checks)
                    .execute(() -> answer.setAuthed(false));
        }
    }

    private boolean isRight(String name, String password) {
        try {
            return accounts.signIn(name, password).isPresent();
        } catch (RuntimeException e) {
            LOG.error("The password of {} cannot be checked", name, e);
            return false;
        }
    }

    @Override
    public boolean authenticate(String name, PublicKey key, ServerSession session) {
        try {
            return accounts.find(name)
                    .filter(Account::enabled)
                    .filter(account -> account.publicKeys().stream().anyMatch(line -> isSame(line, key)))
                    .isPresent();
        } catch (RuntimeException e) {
            LOG.error("The public key of {} cannot be checked", name, e);
            return false;
        }
    }

    private static boolean isSame(String line, PublicKey shown) {
        try {
            return KeyUtils.compareKeys(SshCryptography.publicKey(SshPublicKey.parse(line)), shown);
        } catch (FlotillaException e) {
            LOG.warn("A stored public key cannot be read", e);
            return false;
        }
    }
}
