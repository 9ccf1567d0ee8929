package org.flotilla.core;

import jakarta.ejb.ApplicationException;
import java.util.Objects;

/**
 * The root of all errors that a person or a retry can act on. The message says what happened, the remedy what to do.
 *
 * <p>Rolls back the transaction it passes through. Anything else that is thrown is a defect and counts as
 * {@link ErrorCode#INTERNAL}.
 */
@ApplicationException(rollback = true, inherited = true)
public class FlotillaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;

    public FlotillaException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    public FlotillaException(ErrorCode code, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    public static FlotillaException invalid(String message, String remedy) {
        return new FlotillaException(ErrorCode.INVALID_INPUT, message, remedy);
    }

    public static FlotillaException notFound(String kind, Object name) {
        return new FlotillaException(
                ErrorCode.NOT_FOUND, "There is no " + kind + " '" + name + "'.", "Check the name, or create it first.");
    }

    public ErrorCode code() {
        return code;
    }

    /** What a person can do about it, as a sentence. */
    public String remedy() {
        return remedy;
    }

    /** Whether a retry without any change can succeed (Q6). */
    public boolean isTransient() {
        return code.isTransient();
    }
}
