package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.secret.PasswordHash;

/** Decides a sign-in. To be called in a transaction, which carries the audit record. */
@ApplicationScoped
class SignInCheck {

    private static final int LONGEST_SUBJECT = 60;

    private final SignInAttempts attempts;
    private final RecentSignIns recent;
    private final PasswordHash passwordHash;
    private final Audit audit;

    /** For CDI's proxy. */
    protected SignInCheck() {
        this(null, null, null, null);
    }

    @Inject
    SignInCheck(SignInAttempts attempts, RecentSignIns recent, PasswordHash passwordHash, Audit audit) {
        this.attempts = attempts;
        this.recent = recent;
        this.passwordHash = passwordHash;
        this.audit = audit;
    }

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
            audit.record(subject(name), "sign-in.refused", subject(name), null);
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

    /** What somebody typed as a name: could be anything, of any length. */
    private static String subject(String typed) {
        String printable = typed.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= LONGEST_SUBJECT ? printable : printable.substring(0, LONGEST_SUBJECT);
    }
}
