package org.flotilla.account;

import java.time.Instant;
import java.util.List;

/**
 * An account as others see it: without its secrets.
 *
 * @param publicKeys in the form of OpenSSH's authorized_keys
 * @param createdAt as precise as the database keeps it: tells an account from an earlier one of the same name
 * @param version changes with each update, also of the password
 */
public record Account(
        String name, List<String> publicKeys, boolean hasPassword, boolean enabled, Instant createdAt, long version) {

    public Account {
        publicKeys = List.copyOf(publicKeys);
    }
}
