package org.flotilla.account;

import java.util.List;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;

/** What an account's credentials must be like (A1). */
final class AccountRules {
    private static final int LEAST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 200;
    private static final int MOST_KEYS = 50;

    private AccountRules() {}

    /** @throws FlotillaException INVALID_INPUT if the password is too easy to guess */
    static void checkPassword(String account, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_PASSWORD || length > LONGEST_PASSWORD) {
            throw FlotillaException.invalid(
                            "The password is too short or too long.",
                            "Use " + LEAST_PASSWORD + " to " + LONGEST_PASSWORD
                                    + " characters; a few random words do well.")
                    .told("accountPassword", LEAST_PASSWORD, LONGEST_PASSWORD);
        }
        if (password.equalsIgnoreCase(account) || password.chars().distinct().count() < 4) {
            throw FlotillaException.invalid(
                            "The password is too easy to guess.", "Use a few random words, or one that a program made.")
                    .told("passwordGuessed");
        }
    }

    /** The keys, checked, without empty lines. @throws FlotillaException INVALID_INPUT */
    static List<String> checkedKeys(List<String> keys) {
        List<String> checked = keys.stream()
                .filter(line -> line != null && !line.isBlank())
                .map(line -> SshPublicKey.parse(line).toString())
                .distinct()
                .toList();
        if (checked.size() > MOST_KEYS) {
            throw FlotillaException.invalid(
                            "An account has at most " + MOST_KEYS + " public keys.",
                            "Remove the keys that nobody uses.")
                    .told("publicKeys", MOST_KEYS);
        }
        return checked;
    }
}
