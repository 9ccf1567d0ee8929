package org.flotilla.queue;

import java.util.EnumSet;
import java.util.Set;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sql.StoredText;

/**
 * What lies at the bottom of a failure, for the record of the event: "The stored content cannot be read. Check the shared file
 * system. (FileNotFoundException: /x)" (Q6).
 *
 * <p>Its first line only: in those that follow, a driver quotes whole rows. Nothing that lies below an error of ours about
 * what somebody entered, as that may be the input itself, such as a private key; nor below one about a partner, whose message
 * says in our words what the partner or the network answered.
 */
public final class RootCause {

    private static final Set<ErrorCode> TOLD_WHOLE = EnumSet.of(
            ErrorCode.INVALID_INPUT,
            ErrorCode.BAD_CREDENTIALS,
            ErrorCode.UNREACHABLE,
            ErrorCode.PARTNER_BUSY,
            ErrorCode.PARTNER_REFUSED,
            ErrorCode.PARTNER_IDENTITY);

    private static final int LONGEST = 300;

    /** A chain that is longer has come round to where it began. */
    private static final int DEEPEST = 30;

    private RootCause() {}

    /** The text, with the root cause of what was thrown where that says more. */
    public static String after(String told, Throwable thrown) {
        Throwable root = root(thrown);
        String said = firstLine(root.getMessage());
        String name = root.getClass().getSimpleName();
        if (root == thrown || told.contains(said.isEmpty() ? name : said)) {
            return told;
        }
        return told + " (" + StoredText.fit(said.isEmpty() ? name : name + ": " + said, LONGEST) + ")";
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && !isToldWhole(root) && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isToldWhole(Throwable thrown) {
        return thrown instanceof FlotillaException failure && TOLD_WHOLE.contains(failure.code());
    }

    private static String firstLine(String message) {
        return message == null
                ? ""
                : message.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    }
}
