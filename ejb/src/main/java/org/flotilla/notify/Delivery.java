package org.flotilla.notify;

import java.time.Instant;

/**
 * One notice on one channel, or one letter, as it stands in the outbox.
 *
 * @param incident null for a letter
 * @param attempts how often it was tried
 * @param dueAt when it is tried next; while a node tries it, when another may
 * @param sentAt when it was accepted for somebody; null: for nobody yet
 * @param lastError why the last try failed; may be null
 * @param letter what was handed over; null for a notice. Without HTML and file once it is ended
 * @param recipients who is still to get it; null: whoever {@code Notification.email.to} names
 */
public record Delivery(
        long id,
        Long incident,
        String channel,
        Notice.Kind kind,
        String subject,
        String body,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        Instant sentAt,
        String lastError,
        Letter letter,
        String recipients) {

    public boolean isSent() {
        return sentAt != null;
    }
}
