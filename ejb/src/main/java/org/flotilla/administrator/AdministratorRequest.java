package org.flotilla.administrator;

import java.util.Set;

/**
 * What a new administrator shall be.
 *
 * @param name 1 to 60 of {@code a-z 0-9 . _ -}, beginning with a letter or digit
 * @param password at least 12 characters and not the name; has to be changed before anything else
 * @param roles at least one
 */
public record AdministratorRequest(String name, String password, Set<Role> roles) {

    /** Leaves the password out, so that it cannot get into a log. */
    @Override
    public String toString() {
        return "AdministratorRequest[name=" + name + ", roles=" + roles + "]";
    }
}
