package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.secret.PasswordHash;

/**
 * Decides a sign-in. To be called without a transaction: it would keep a connection to the database over the time that the
 * hash takes, and anybody can make many wait for one.
 */
@ApplicationScoped
class SignInCheck {

    private static final String NOBODY = "(not a name)";

    private final SignInAttempts attempts;
    private final RecentSignIns recent;
    private final PasswordHash passwordHash;
    private final RefusalRecords refusals;
    private final Audit audit;

    /** For CDI's proxy. */
    protected SignInCheck() {
        this(null, null, null, null, null);
    }

    @Inject
    SignInCheck(
            SignInAttempts attempts,
            RecentSignIns recent,
            PasswordHash passwordHash,
            RefusalRecords refusals,
            Audit audit) {
        this.attempts = attempts;
        this.recent = recent;
        this.passwordHash = passwordHash;
        this.refusals = refusals;
        this.audit = audit;
    }

    /** Refuses what cannot be the name of anybody, after the same work; it is neither looked up nor remembered. */
    SignIn refuseNobody(String password) {
        passwordHash.matches(password, null);
        refusals.record(NOBODY);
        return new SignIn.Refused();
    }

    /** @param name has the form of a name */
    SignIn check(String name, String password, Optional<AdministratorEntity> entity) {
        Duration locked = attempts.lockedFor(name);
        if (!locked.isZero()) {
            return new SignIn.Locked(locked);
        }
        String hash = entity.map(AdministratorEntity::passwordHash).orElse(null);
        if (recent.knows(name, password, hash)) {
            return accepted(entity);
        }
        if (!passwordHash.matches(password, hash)) {
            attempts.refused(name);
            refusals.record(name);
            return new SignIn.Refused();
        }
        attempts.accepted(name);
        recent.remember(name, password, hash);
        audit.record(name, "sign-in", name, null);
        return accepted(entity);
    }

    private static SignIn accepted(Optional<AdministratorEntity> entity) {
        return new SignIn.Accepted(entity.orElseThrow().toAdministrator());
    }
}
