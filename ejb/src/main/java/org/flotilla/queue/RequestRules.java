package org.flotilla.queue;

import static org.flotilla.core.FlotillaException.checking;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Json;

/** What a request must be like to be stored. */
final class RequestRules {

    private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ACTION = 40;
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_ATTRIBUTES = 16 * 1024;
    private static final int HIGHEST_PRIORITY = 9;
    static final int MOST_ATTEMPTS = 100;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private RequestRules() {}

    static void check(EventRequest request) {
        require(request.type() != null, "An event needs a task type.", "Give one of the task types.");
        text("action", request.action(), LONGEST_ACTION, true);
        checking("account", () -> text("account", request.account(), LONGEST_NAME, false));
        checking("site", () -> text("site", request.site(), LONGEST_NAME, false));
        key("idempotencyKey", "idempotency key", request.idempotencyKey());
        key("orderingKey", "ordering key", request.orderingKey());
        checking("priority", () -> range("priority", request.priority(), 0, HIGHEST_PRIORITY));
        if (request.maxAttempts() != null) {
            range("number of attempts", request.maxAttempts(), 1, MOST_ATTEMPTS);
        }
        checking("dueAt", () -> due(request.dueAt()));
        attributes(request.attributes());
    }

    /** @throws FlotillaException INVALID_INPUT if it is none, about the field {@code priority} */
    static void priority(Integer wanted) {
        checking("priority", () -> {
            require(wanted != null, "A priority is missing.", "Give one from 0 to " + HIGHEST_PRIORITY + ".");
            range("priority", wanted, 0, HIGHEST_PRIORITY);
        });
    }

    private static void due(Instant dueAt) {
        require(
                dueAt == null || dueAt.isBefore(LATEST),
                "The due date " + dueAt + " is out of bounds.",
                "Give a year up to 2199.");
    }

    /** SQL Server compares without the spaces at the end: two keys would be one. */
    private static void key(String field, String what, String key) {
        checking(field, () -> {
            text(what, key, LONGEST_KEY, false);
            require(
                    key == null || key.equals(key.strip()),
                    "The " + what + " '" + key + "' begins or ends with a blank.",
                    "Give it without.");
        });
    }

    private static void attributes(Map<String, String> attributes) {
        attributes.forEach((name, value) -> require(
                !name.isBlank() && !value.isBlank(), "The attribute '" + name + "' has no value.", "Give it a value."));
        int size = Json.write(attributes).length();
        require(
                size <= LARGEST_ATTRIBUTES,
                "The attributes are " + size + " characters long.",
                "Keep them below " + LARGEST_ATTRIBUTES + "; put larger things into a file.");
    }

    /** PostgreSQL does not store some of the characters that are refused. */
    private static void text(String what, String value, int longest, boolean needed) {
        require(value != null || !needed, "An event needs an " + what + ".", "Give it one.");
        require(
                value == null || (!value.isBlank() && value.length() <= longest),
                "The " + what + " is blank, or longer than " + longest + " characters.",
                "Give a shorter one.");
        require(
                value == null || !UNWRITABLE.matcher(value).find(),
                "The " + what + " has a control character in it.",
                "Give one of letters, digits and other visible characters.");
    }

    private static void range(String what, int value, int least, int most) {
        require(
                value >= least && value <= most,
                "The " + what + " " + value + " is out of bounds.",
                "Give a whole number from " + least + " to " + most + ".");
    }

    private static void require(boolean condition, String message, String remedy) {
        if (!condition) {
            throw FlotillaException.invalid(message, remedy);
        }
    }
}
