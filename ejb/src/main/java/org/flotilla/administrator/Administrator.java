package org.flotilla.administrator;

import java.time.Instant;
import java.util.Set;

/**
 * An administrator as others see it: without the password's hash.
 *
 * @param mustChangePassword whether UI and API let nothing else happen before the password is changed
 * @param version changes with each update; a session begun under another version has ended
 */
public record Administrator(String name, Set<Role> roles, boolean mustChangePassword, Instant createdAt, long version) {

    public Administrator {
        roles = Set.copyOf(roles);
    }
}
