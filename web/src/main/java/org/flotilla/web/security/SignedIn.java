package org.flotilla.web.security;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a session keeps of a sign-in. Goes with the session to other nodes (A4); instants are by the clocks of the nodes,
 * so they mean something only to the minute.
 *
 * @param version of the administrator at sign-in: a changed password or role ends the session
 * @param csrfToken what a script has to send with each change over the API
 * @param activeAt when a person last did something, to the minute; a page that refreshes itself does not count
 */
public record SignedIn(String name, long version, String csrfToken, Instant since, Instant activeAt)
        implements Serializable {

    SignedIn activeAt(Instant now) {
        return new SignedIn(name, version, csrfToken, since, now);
    }
}
