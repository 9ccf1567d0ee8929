package org.flotilla.web.rest;

/** A change of password. */
public record PasswordInput(String present, String wanted) {

    /** Leaves the passwords out, so that they cannot get into a log. */
    @Override
    public String toString() {
        return "PasswordInput[]";
    }
}
