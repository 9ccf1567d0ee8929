package org.flotilla.core;

import jakarta.ejb.ApplicationException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The root of all errors that a person or a retry can act on. The message says what happened, the remedy what to do; both are
 * English. Those that people meet on the pages of the admin UI carry a {@link TextKey} too, by which a page finds them in
 * another language. A message that repeats what a caller gave is cut after 2,000 characters, and the field's name after 200.
 *
 * <p>Rolls back the transaction it passes through. Anything else that is thrown is a defect and counts as
 * {@link ErrorCode#INTERNAL}.
 */
@ApplicationException(rollback = true, inherited = true)
public class FlotillaException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 2000;
    private static final int LONGEST_FIELD = 200;

    private final ErrorCode code;
    private final String remedy;
    private final String field;
    private final TextKey textKey;

    public FlotillaException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, (Throwable) null);
    }

    public FlotillaException(ErrorCode code, String message, String remedy, Throwable cause) {
        this(code, message, remedy, null, null, cause);
    }

    private FlotillaException(
            ErrorCode code, String message, String remedy, String field, TextKey textKey, Throwable cause) {
        super(cut(message, LONGEST_MESSAGE), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.field = field == null ? null : cut(field, LONGEST_FIELD);
        this.textKey = textKey;
    }

    private static String cut(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }

    public static FlotillaException invalid(String message, String remedy) {
        return new FlotillaException(ErrorCode.INVALID_INPUT, message, remedy);
    }

    public static FlotillaException notFound(String kind, Object name) {
        return new FlotillaException(
                        ErrorCode.NOT_FOUND,
                        "There is no " + kind + " '" + name + "'.",
                        "Check the name, or create it first.")
                .told("notFound", name);
    }

    /** The same error, said to be about one field of the request: {@code hostKey}. */
    public FlotillaException of(String requestField) {
        return new FlotillaException(code, getMessage(), remedy, requestField, textKey, this);
    }

    /**
     * The same error with the key of its texts in other languages.
     *
     * @param values what stands in the texts: {0}, {1}
     */
    public FlotillaException told(String key, Object... values) {
        return new FlotillaException(code, getMessage(), remedy, field, TextKey.of(key, values), this);
    }

    /** Runs a check whose errors are about one field of the request. */
    public static <T> T checking(String requestField, Supplier<T> check) {
        try {
            return check.get();
        } catch (FlotillaException e) {
            throw e.of(requestField);
        }
    }

    /** Like {@link #checking(String, Supplier)}, for a check without a result. */
    public static void checking(String requestField, Runnable check) {
        checking(requestField, () -> {
            check.run();
            return null;
        });
    }

    /** The field of the request that the error is about, so that a form can show it there. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Where its texts are in other languages; empty: nowhere. */
    public Optional<TextKey> textKey() {
        return Optional.ofNullable(textKey);
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
