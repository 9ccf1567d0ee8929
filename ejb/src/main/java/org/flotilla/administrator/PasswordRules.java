package org.flotilla.administrator;

import java.util.Locale;
import org.flotilla.core.FlotillaException;

/** What an administrator's password must be. Long rather than complicated: rules on characters make passwords weaker. */
final class PasswordRules {

    static final int LEAST = 12;
    static final int MOST = 200;

    private PasswordRules() {}

    /** @throws FlotillaException INVALID_INPUT if the password breaks a rule */
    static void check(String name, String password) {
        if (password == null || password.codePointCount(0, password.length()) < LEAST) {
            throw refused("The password is too short.", "Choose one of at least " + LEAST + " characters.")
                    .told("passwordShort", LEAST);
        }
        if (password.length() > MOST) {
            throw refused("The password is too long.", "Choose one of at most " + MOST + " characters.")
                    .told("passwordLong", MOST);
        }
        if (isMostlyTheName(name, password)) {
            throw refused(
                            "The password is the name, or the name repeated.",
                            "Choose one that nobody can guess from it.")
                    .told("passwordGuessed");
        }
    }

    /** @throws FlotillaException INVALID_INPUT if both are the same */
    static void checkChange(String present, String wanted) {
        if (wanted.equals(present)) {
            throw refused("The new password is the old one.", "Choose another one.")
                    .told("passwordSame");
        }
    }

    private static boolean isMostlyTheName(String name, String password) {
        String rest = password.toLowerCase(Locale.ROOT).replace(name.toLowerCase(Locale.ROOT), "");
        return rest.isBlank();
    }

    private static FlotillaException refused(String message, String remedy) {
        return FlotillaException.invalid(message, remedy);
    }
}
