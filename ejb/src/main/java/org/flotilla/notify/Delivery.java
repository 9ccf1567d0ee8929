package org.flotilla.notify;

import java.time.Instant;

/**
 * One notice on one channel, as it stands in the outbox.
 *
 * @param attempts how often it was tried
 * @param dueAt when it is tried next; while a node tries it, when another may
 * @param sentAt when it was accepted; null: not yet
 * @param lastError why the last try failed; may be null
 */
public record Delivery(
        long id,
        long incident,
        String channel,
        Notice.Kind kind,
        String subject,
        String body,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        Instant sentAt,
        String lastError) {

    public boolean isSent() {
        return sentAt != null;
    }
}
