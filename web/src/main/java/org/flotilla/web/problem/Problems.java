package org.flotilla.web.problem;

import java.util.UUID;
import org.flotilla.core.FlotillaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes problems of exceptions. What a person can act on is told as it is; anything else is logged under an id. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int DEEPEST = 20;

    private Problems() {}

    /** @param instance the path that was asked for, for the log */
    public static Problem of(Throwable thrown, String instance) {
        FlotillaException known = find(thrown, FlotillaException.class);
        if (known != null) {
            return Problem.of(known);
        }
        RequestRefused refused = find(thrown, RequestRefused.class);
        return refused == null ? unexpected(thrown, instance) : refused.problem();
    }

    private static Problem unexpected(Throwable thrown, String instance) {
        String errorId = UUID.randomUUID().toString();
        LOG.error("Unexpected error {} at {}", errorId, printable(instance), thrown);
        return Problem.unexpected(errorId);
    }

    /** The first of this type among the exception and its causes: containers wrap what beans throw. */
    private static <E extends Throwable> E find(Throwable thrown, Class<E> type) {
        Throwable candidate = thrown;
        for (int depth = 0; candidate != null && depth < DEEPEST; depth++) {
            if (type.isInstance(candidate)) {
                return type.cast(candidate);
            }
            candidate = candidate.getCause();
        }
        return null;
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
