package org.flotilla.messaging;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Json;
import org.flotilla.core.Moments;
import org.flotilla.transfer.PushRequest;

/** Reads the text of a request: {@code {"request":"push","account":"acme","path":"/in/a.txt","site":"bank"}}. */
final class Request {

    private static final String PUSH = "push";

    private final JsonObject json;

    private Request(JsonObject json) {
        this.json = json;
    }

    /** @throws FlotillaException INVALID_INPUT if the text is no request that we know */
    static PushRequest push(String text, String idempotencyKey) {
        Request request = new Request(parse(text));
        String kind = request.required("request");
        if (!kind.equals(PUSH)) {
            throw FlotillaException.invalid("There is no request '" + kind + "'.", "Send a request 'push'.");
        }
        return new PushRequest(
                request.required("account"),
                request.required("path"),
                request.required("site"),
                request.optional("remoteFolder"),
                idempotencyKey,
                request.optional("orderingKey"),
                request.number("priority"),
                request.moment("dueAt"));
    }

    private static JsonObject parse(String text) {
        if (text == null) {
            throw FlotillaException.invalid("The message has no text.", "Send a text message with a JSON object.");
        }
        try {
            return Json.readObject(text);
        } catch (RuntimeException e) { // also what the parser throws of what is nested too deeply
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "The message is no JSON object: " + e.getMessage(),
                    "Send a text message with a JSON object, such as {\"request\":\"push\", ...}.",
                    e);
        }
    }

    private String required(String name) {
        String value = optional(name);
        if (value == null || value.isBlank()) {
            throw FlotillaException.invalid("The request has no '" + name + "'.", "Add it as a text.");
        }
        return value;
    }

    private Instant moment(String name) {
        String text = optional(name);
        return text == null ? null : FlotillaException.checking(name, () -> Moments.parse(text));
    }

    private Integer number(String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        return Json.wholeNumber(value)
                .orElseThrow(() -> FlotillaException.invalid(
                        "'" + name + "' is no whole number, or too large.", "Give a small one, without quotes."));
    }

    private String optional(String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw FlotillaException.invalid("'" + name + "' is not a text.", "Put it into quotes.");
    }
}
