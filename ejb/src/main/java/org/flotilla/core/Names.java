package org.flotilla.core;

import java.util.regex.Pattern;

/** The form of the names that administrators give to accounts, sites and routes. */
public final class Names {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

    private Names() {}

    /** Whether a text, which may be what a stranger typed, can be such a name. */
    public static boolean hasForm(String name) {
        return name != null && FORM.matcher(name).matches();
    }

    /** Returns the name if it has the form. @throws FlotillaException INVALID_INPUT otherwise */
    public static String checked(String kind, String name) {
        if (!hasForm(name)) {
            throw FlotillaException.invalid(
                            "'" + name + "' is not a name for " + kind + ".",
                            "Use 1 to 60 of a-z, 0-9, '.', '_', '-', beginning with a letter or digit.")
                    .told("name", name)
                    .of("name");
        }
        return name;
    }

    /** The answer to a creation under a name that is in use. */
    public static FlotillaException taken(String kind, String name) {
        return new FlotillaException(
                        ErrorCode.CONFLICT, "The " + kind + " '" + name + "' exists already.", "Choose another name.")
                .told("nameTaken", name)
                .of("name");
    }

    /** Returns if an update keeps the name; names never change. @throws FlotillaException INVALID_INPUT otherwise */
    public static void ensureSame(String kind, String present, String requested) {
        if (requested != null && !requested.equals(present)) {
            throw FlotillaException.invalid(
                    "The name of " + kind + " '" + present + "' cannot be changed to '" + requested + "'.",
                    "Leave the name as it is, or create another.");
        }
    }
}
