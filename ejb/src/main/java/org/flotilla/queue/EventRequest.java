package org.flotilla.queue;

import java.time.Duration;
import java.util.Map;
import org.flotilla.core.CycleId;

/**
 * An event to be submitted. Made by {@link #of} and refined by the {@code with} methods; checked on submission.
 *
 * @param action which {@link EventHandler} runs it
 * @param account whose work it is; may be null
 * @param site the partner it concerns; may be null
 * @param attributes what the handler needs to know: small texts, no secrets
 * @param priority 0 (last) to 9 (first)
 * @param delay from the submission, by the database's clock
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
        Duration delay,
        String idempotencyKey,
        String orderingKey,
        Integer maxAttempts) {

    public static final int NORMAL_PRIORITY = 5;
    public static final int USUAL_ATTEMPTS = 8;

    public EventRequest {
        attributes = Map.copyOf(attributes);
    }

    public static EventRequest of(TaskType type, String action, CycleId cycleId) {
        return new EventRequest(
                type, action, null, null, cycleId, Map.of(), NORMAL_PRIORITY, Duration.ZERO, null, null, null);
    }

    public EventRequest withAccount(String name) {
        return new EventRequest(
                type,
                action,
                name,
                site,
                cycleId,
                attributes,
                priority,
                delay,
                idempotencyKey,
                orderingKey,
                maxAttempts);
    }

    public EventRequest withSite(String name) {
        return new EventRequest(
                type,
                action,
                account,
                name,
                cycleId,
                attributes,
                priority,
                delay,
                idempotencyKey,
                orderingKey,
                maxAttempts);
    }

    public EventRequest withAttributes(Map<String, String> values) {
        return new EventRequest(
                type,
                action,
                account,
                site,
                cycleId,
                values,
                priority,
                delay,
                idempotencyKey,
                orderingKey,
                maxAttempts);
    }

    public EventRequest withPriority(int value) {
        return new EventRequest(
                type,
                action,
                account,
                site,
                cycleId,
                attributes,
                value,
                delay,
                idempotencyKey,
                orderingKey,
                maxAttempts);
    }

    public EventRequest withDelay(Duration value) {
        return new EventRequest(
                type,
                action,
                account,
                site,
                cycleId,
                attributes,
                priority,
                value,
                idempotencyKey,
                orderingKey,
                maxAttempts);
    }

    public EventRequest withIdempotencyKey(String key) {
        return new EventRequest(
                type, action, account, site, cycleId, attributes, priority, delay, key, orderingKey, maxAttempts);
    }

    public EventRequest withOrderingKey(String key) {
        return new EventRequest(
                type, action, account, site, cycleId, attributes, priority, delay, idempotencyKey, key, maxAttempts);
    }

    public EventRequest withMaxAttempts(int attempts) {
        return new EventRequest(
                type,
                action,
                account,
                site,
                cycleId,
                attributes,
                priority,
                delay,
                idempotencyKey,
                orderingKey,
                attempts);
    }
}
