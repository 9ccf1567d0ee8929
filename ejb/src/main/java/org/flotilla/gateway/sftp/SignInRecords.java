package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.flotilla.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records each session's log-in once, or that it was refused (A5). Written on threads of their own, for a session's must
 * not wait for the database, nor a record for the passwords that are being checked; a session whose log-in cannot be recorded is closed.
 */
final class SignInRecords implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SignInRecords.class);

    private final Audit audit;
    private final Executor threads;
    private final RefusalBudget refusals;

    SignInRecords(Audit audit, Executor threads, RefusalBudget refusals) {
        this.audit = audit;
        this.threads = threads;
        this.refusals = refusals;
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            signedIn(
                    session,
                    session.getUsername(),
                    "SFTP from " + SftpPeer.of(session) + " "
                            + LoginTries.of(session).success());
        }
    }

    @Override
    public void sessionClosed(Session session) {
        LoginTries tries = LoginTries.of(session);
        if (!session.isAuthenticated() && !tries.isEmpty()) {
            refused(tries.name(), "SFTP from " + SftpPeer.of(session) + ", " + tries.failure());
        }
    }

    private void signedIn(Session session, String name, String how) {
        LOG.info("Account {} signed in: {}", name, how);
        try {
            threads.execute(() -> {
                try {
                    audit.record(name, "account.sign-in", name, how);
                } catch (RuntimeException e) {
                    LOG.error("The log-in of {} cannot be recorded; its session is closed", name, e);
                    close(session);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("Too many log-ins at once: that of {} cannot be recorded; its session is closed", name);
            close(session);
        }
    }

    private void refused(String name, String how) {
        OptionalInt others = refusals.spend();
        if (others.isEmpty()) {
            return;
        }
        String detail = others.getAsInt() == 0 ? how : how + "; " + others.getAsInt() + " more were not recorded";
        LOG.warn("A log-in as '{}' was refused: {}", name, detail);
        try {
            threads.execute(() -> record(name, detail));
        } catch (RejectedExecutionException e) {
            LOG.debug("Too busy to record a refusal, or closing", e);
        }
    }

    private void record(String name, String detail) {
        try {
            audit.record(name, "account.sign-in.refused", name, detail);
        } catch (RuntimeException e) {
            LOG.warn("The refusal of a log-in cannot be recorded", e);
        }
    }

    private static void close(Session session) {
        try {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_SERVICE_NOT_AVAILABLE,
                    "The log-in cannot be recorded at present. Try again.");
        } catch (IOException e) {
            session.close(true);
        }
    }
}
