package org.flotilla.administrator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an administrator may do (A4). */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Sees everything and acts on events and transfers; changes no configuration. */
    OPERATOR,
    /** Sees everything, changes nothing. */
    AUDITOR;

    /** The name under which the web module and the API know it: {@code admin}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
