package org.flotilla.notify;

import java.util.Objects;

/**
 * An e-mail that is no notice of an incident, such as a report (S3): written to certain people, as text and as HTML, with a
 * file.
 *
 * @param key one letter is sent under a key, however often it is handed over; at most 200 characters
 * @param recipients addresses, separated by commas, as {@link MailAddresses} returned them
 * @param subject one line of at most 200 characters
 * @param html null once it is ended
 * @param attachmentName at most 100 characters
 * @param attachment CSV; null once it is ended
 */
public record Letter(
        String key,
        String recipients,
        String subject,
        String text,
        String html,
        String attachmentName,
        String attachment) {

    public Letter {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(recipients, "recipients");
    }
}
