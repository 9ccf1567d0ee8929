package org.flotilla.web.security;

/** The names of the roles, for annotations and pages; the same as {@link org.flotilla.administrator.Role#key()}. */
public final class Roles {

    public static final String ADMIN = "admin";
    public static final String OPERATOR = "operator";
    public static final String AUDITOR = "auditor";

    private Roles() {}
}
