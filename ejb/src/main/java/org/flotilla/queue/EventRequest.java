package org.flotilla.queue;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.flotilla.core.CycleId;

/**
 * An event to be submitted. Made by {@link #of} and refined by the {@code with} methods; checked on submission.
 *
 * @param action which {@link EventHandler} runs it
 * @param account whose work it is; may be null
 * @param site the partner it concerns; may be null
 * @param attributes what the handler needs to know: small texts, no secrets
 * @param priority 0 (last) to 9 (first)
 * @param dueAt not claimed before, by the database's clock; null or past: at once
 * @param idempotencyKey a second submission with the same key returns the first event; may be null
 * @param orderingKey events of one key run one after the other, in the order of their submission; may be null
 * @param maxAttempts how often it is tried before it is DEAD; null: as is set for its site, its task type, or in general
 */
public record EventRequest(
        TaskType type,
        String action,
        String account,
        String site,
        CycleId cycleId,
        Map<String, String> attributes,
        int priority,
        Instant dueAt,
        String idempotencyKey,
        String orderingKey,
        Integer maxAttempts) {

    public static final int NORMAL_PRIORITY = 5;
    public static final int USUAL_ATTEMPTS = 8;

    public EventRequest {
        attributes = Map.copyOf(attributes);
    }

    public static EventRequest of(TaskType type, String action, CycleId cycleId) {
        return new EventRequest(type, action, null, null, cycleId, Map.of(), NORMAL_PRIORITY, null, null, null, null);
    }

    /**
     * Returns if the queue would take it: for who does something else before it submits.
     *
     * @throws org.flotilla.core.FlotillaException INVALID_INPUT otherwise
     */
    public void check() {
        RequestRules.check(this);
    }

    public EventRequest withAccount(String name) {
        return with(parts -> parts.account = name);
    }

    public EventRequest withSite(String name) {
        return with(parts -> parts.site = name);
    }

    public EventRequest withAttributes(Map<String, String> values) {
        return with(parts -> parts.attributes = values);
    }

    public EventRequest withPriority(int value) {
        return with(parts -> parts.priority = value);
    }

    public EventRequest withDueAt(Instant value) {
        return with(parts -> parts.dueAt = value);
    }

    public EventRequest withIdempotencyKey(String key) {
        return with(parts -> parts.idempotencyKey = key);
    }

    public EventRequest withOrderingKey(String key) {
        return with(parts -> parts.orderingKey = key);
    }

    public EventRequest withMaxAttempts(int attempts) {
        return with(parts -> parts.maxAttempts = attempts);
    }

    private EventRequest with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new EventRequest(
                type,
                action,
                parts.account,
                parts.site,
                cycleId,
                parts.attributes,
                parts.priority,
                parts.dueAt,
                parts.idempotencyKey,
                parts.orderingKey,
                parts.maxAttempts);
    }

    /** What can be other than in the request it is made of. */
    private static final class Parts {
        private String account;
        private String site;
        private Map<String, String> attributes;
        private int priority;
        private Instant dueAt;
        private String idempotencyKey;
        private String orderingKey;
        private Integer maxAttempts;

        Parts(EventRequest request) {
            account = request.account;
            site = request.site;
            attributes = request.attributes;
            priority = request.priority;
            dueAt = request.dueAt;
            idempotencyKey = request.idempotencyKey;
            orderingKey = request.orderingKey;
            maxAttempts = request.maxAttempts;
        }
    }
}
