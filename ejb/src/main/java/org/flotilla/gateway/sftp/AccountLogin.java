package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.core.SshPublicKey;
import org.flotilla.core.sftp.SshCryptography;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs accounts in (A1). A password is checked on a thread of its own, for the hash is slow on purpose and the session
 * threads serve others too; of each session one at a time, though the protocol lets clients send many. A refusal is
 * answered by a timer, a second after the request: so it takes the same time whatever was wrong, and holds no thread. What
 * cannot be checked is answered by the end of the session, with the reason: a client that was told "wrong password" would
 * not try again.
 */
final class AccountLogin implements PasswordAuthenticator, PublickeyAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(AccountLogin.class);
    private static final Duration PENALTY = Duration.ofSeconds(1);
    private static final String PASSWORD = "password";

    private final Accounts accounts;
    private final SignedIn signedIn;
    private final Executor checks;
    private final ScheduledExecutorService timer;
    private final NodeClock clock;

    AccountLogin(
            Accounts accounts, SignedIn signedIn, Executor checks, ScheduledExecutorService timer, NodeClock clock) {
        this.accounts = accounts;
        this.signedIn = signedIn;
        this.checks = checks;
        this.timer = timer;
        this.clock = clock;
    }

    @Override
    public boolean authenticate(String name, String password, ServerSession session) {
        AsyncAuthException answer = new AsyncAuthException();
        LoginTries tries = LoginTries.of(session);
        if (!tries.begin()) {
            LOG.warn("Passwords all at once are not checked: the session from {} is ended", SftpPeer.of(session));
            putOff(session, "Wait for the answer to a password before you send another.");
            throw answer;
        }
        answer.addListener(known -> tries.answered());
        long askedAt = clock.nanoTime();
        try {
            checks.execute(() -> check(name, password, session, answer, askedAt));
        } catch (RejectedExecutionException e) {
            LOG.warn("Too many log-ins at once: one from {} has to try again", SftpPeer.of(session));
            putOff(session, "Too many log-ins at once. Try again in a while.");
        }
        throw answer;
    }

    @Override
    public boolean handleClientPasswordChangeRequest(
            ServerSession session, String name, String oldPassword, String newPassword) {
        throw new UnsupportedOperationException("Passwords are changed by an administrator");
    }

    private void check(String name, String password, ServerSession session, AsyncAuthException answer, long askedAt) {
        if (session.isClosing()) {
            return;
        }
        try {
            Optional<Account> account = accounts.signIn(name, password, SftpPeer.address(session));
            if (account.isPresent()) {
                signedIn.remember(session, account.get());
                LoginTries.of(session).right(name, PASSWORD);
                answer.setAuthed(true);
            } else {
                LoginTries.of(session).refused(name, PASSWORD);
                refuse(answer, askedAt);
            }
        } catch (RuntimeException e) {
            LOG.error("A password of {} cannot be checked", SftpPeer.printable(name), e);
            putOff(session, "The log-in cannot be checked at present. Try again in a while.");
        }
    }

    private void refuse(AsyncAuthException answer, long askedAt) {
        try {
            Duration rest = PENALTY.minus(clock.since(askedAt));
            ScheduledFuture<?> unused =
                    timer.schedule(() -> answer.setAuthed(false), rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway is closing, and its sessions with it", e);
        }
    }

    private static void putOff(ServerSession session, String why) {
        try {
            session.disconnect(SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, why);
        } catch (IOException e) {
            session.close(true);
        }
    }

    @Override
    public boolean authenticate(String name, PublicKey key, ServerSession session) {
        String method = "public key " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        try {
            Optional<Account> account = accounts.find(name)
                    .filter(Account::enabled)
                    .filter(found -> found.publicKeys().stream().anyMatch(line -> isSame(line, key)));
            account.ifPresentOrElse(
                    found -> {
                        signedIn.remember(session, found);
                        LoginTries.of(session).right(name, method);
                    },
                    () -> LoginTries.of(session).refused(name, method));
            return account.isPresent();
        } catch (RuntimeException e) {
            LOG.error("A public key of {} cannot be checked", SftpPeer.printable(name), e);
            putOff(session, "The log-in cannot be checked at present. Try again in a while.");
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
