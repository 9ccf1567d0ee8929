package org.flotilla.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.OptionalInt;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * What went wrong, as an answer (RFC 9457). Never carries a stack trace or a foreign exception's text.
 *
 * @param status the HTTP status
 * @param code for programs: stable, upper case
 * @param detail what happened, for people
 * @param remedy what to do about it, for people
 * @param errorId finds a defect in the log; null for errors that are none
 * @param field the field of the body, or the query parameter, that it is about; null where it is about no single one
 */
public record Problem(int status, String code, String detail, String remedy, String errorId, String field) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final int UNAVAILABLE = 503;
    private static final int SOON = 3;

    /** One that is about no field. */
    public Problem(int status, String code, String detail, String remedy, String errorId) {
        this(status, code, detail, remedy, errorId, null);
    }

    public static Problem of(FlotillaException e) {
        return new Problem(
                e.code().httpStatus(),
                e.code().name(),
                e.getMessage(),
                e.remedy(),
                null,
                e.field().orElse(null));
    }

    public static Problem of(ErrorCode code, String detail, String remedy) {
        return new Problem(code.httpStatus(), code.name(), detail, remedy, null);
    }

    /** A defect: all that a caller learns is the id under which the log has the rest. */
    public static Problem unexpected(String errorId) {
        return new Problem(
                ErrorCode.INTERNAL.httpStatus(),
                ErrorCode.INTERNAL.name(),
                "Something went wrong that should not have.",
                "Try again. If it stays, look for " + errorId + " in this node's log.",
                errorId);
    }

    /** After how many seconds the same request may be answered better; empty where waiting alone does not help. */
    public OptionalInt retryAfter() {
        return status == UNAVAILABLE ? OptionalInt.of(SOON) : OptionalInt.empty();
    }

    /** A URN per code, so that a program need not compare texts. */
    public String type() {
        return "urn:flotilla:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code in words. */
    public String title() {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** @param instance the path that was asked for */
    public String toJson(String instance) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", type())
                .add("title", title())
                .add("status", status)
                .add("detail", detail)
                .add("code", code)
                .add("remedy", remedy)
                .add("instance", instance);
        if (field != null) {
            json.add("field", field);
        }
        if (errorId != null) {
            json.add("errorId", errorId);
        }
        return json.build().toString();
    }
}
