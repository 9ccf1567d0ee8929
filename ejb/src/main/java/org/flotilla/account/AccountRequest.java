package org.flotilla.account;

import java.util.List;

/**
 * What an account shall be.
 *
 * @param name 1 to 60 of {@code a-z 0-9 . _ -}, beginning with a letter or digit; also the name of its home folder
 * @param password null: none at creation, unchanged at update
 * @param publicKeys lines in the form of OpenSSH's authorized_keys; null: none at creation, unchanged at update
 * @param enabled null means true at creation, unchanged at update
 */
public record AccountRequest(String name, String password, List<String> publicKeys, Boolean enabled) {

    /** Leaves the password out, so that it cannot get into a log. */
    @Override
    public String toString() {
        return "AccountRequest[name=" + name + ", publicKeys=" + publicKeys + ", enabled=" + enabled + "]";
    }
}
