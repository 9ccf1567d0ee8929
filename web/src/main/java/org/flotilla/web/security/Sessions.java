package org.flotilla.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.flotilla.administrator.Administrator;
import org.flotilla.administrator.Administrators;
import org.flotilla.core.NodeClock;

/**
 * The sessions of the UI. One ends after 30 minutes in which nobody did anything, even if a page kept refreshing itself;
 * after 12 hours in any case; and at once when the administrator is changed or deleted. Thread-safe.
 */
@ApplicationScoped
public class Sessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final String ATTRIBUTE = SignedIn.class.getName();
    private static final int TOKEN_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Administrators administrators;
    private final NodeClock clock;

    /** For CDI's proxy. */
    protected Sessions() {
        this(null, null);
    }

    @Inject
    public Sessions(Administrators administrators, NodeClock clock) {
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Begins a session, under a new id so that one planted before is of no use, or goes on after a change of password. */
    public void begin(HttpServletRequest request, Administrator administrator) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setMaxInactiveInterval((int) IDLE.toSeconds());
        Instant now = clock.now();
        request.getSession()
                .setAttribute(
                        ATTRIBUTE, new SignedIn(administrator.name(), administrator.version(), token(), now, now));
    }

    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** What the request's session keeps, if somebody signed in to it; not checked whether it still holds. */
    public static Optional<SignedIn> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
    }

    /**
     * Who is signed in to the request's session.
     *
     * @param byPerson whether a person caused the request, rather than a page that refreshes itself
     */
    Optional<Administrator> current(HttpServletRequest request, boolean byPerson) {
        Optional<SignedIn> signedIn = signedIn(request).filter(this::isFresh);
        Optional<Administrator> administrator = signedIn.flatMap(
                known -> administrators.find(known.name()).filter(found -> found.version() == known.version()));
        if (administrator.isPresent() && byPerson) {
            note(request, signedIn.orElseThrow());
        }
        return administrator;
    }

    private boolean isFresh(SignedIn signedIn) {
        Instant now = clock.now();
        return now.isBefore(signedIn.activeAt().plus(IDLE))
                && now.isBefore(signedIn.since().plus(LONGEST));
    }

    /** Writes to the session, which travels to other nodes, once a minute only. */
    private void note(HttpServletRequest request, SignedIn signedIn) {
        Instant now = clock.now();
        if (now.isAfter(signedIn.activeAt().plus(NOTED_EVERY))) {
            request.getSession().setAttribute(ATTRIBUTE, signedIn.activeAt(now));
        }
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
