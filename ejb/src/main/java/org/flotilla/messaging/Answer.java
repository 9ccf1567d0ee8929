package org.flotilla.messaging;

import jakarta.json.JsonObjectBuilder;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Json;
import org.flotilla.queue.Event;
import org.flotilla.queue.Submitted;

/**
 * What is sent back for a request.
 *
 * @param json the text
 * @param refusal why the request is bad, in one line; null if it was accepted
 */
public record Answer(String json, String refusal) {

    static Answer accepted(Submitted submitted) {
        String json = Json.object()
                .add("accepted", true)
                .add("eventId", submitted.id().value())
                .add("isNew", submitted.isNew())
                .build()
                .toString();
        return new Answer(json, null);
    }

    static Answer refused(FlotillaException reason) {
        String json = Json.object()
                .add("accepted", false)
                .add(
                        "error",
                        Json.object()
                                .add("code", reason.code().name())
                                .add("message", reason.getMessage())
                                .add("remedy", reason.remedy()))
                .build()
                .toString();
        return new Answer(json, reason.code() + ": " + reason.getMessage());
    }

    public boolean isRefusal() {
        return refusal != null;
    }

    /** How an event ended, for the topic. */
    public static String outcome(Event event) {
        JsonObjectBuilder json = Json.object()
                .add("eventId", event.id().value())
                .add("cycleId", event.cycleId().value())
                .add("action", event.action())
                .add("state", event.state().name())
                .add("attempts", event.attempts());
        addIfPresent(json, "account", event.account());
        addIfPresent(json, "site", event.site());
        addIfPresent(json, "error", event.lastError());
        return json.build().toString();
    }

    private static void addIfPresent(JsonObjectBuilder json, String name, String value) {
        if (value != null) {
            json.add(name, value);
        }
    }
}
