package org.flotilla.transfer;

import java.time.Instant;

/**
 * Asks that a file which an account has stored be pushed to a site (M1).
 *
 * @param path the file, absolute within the account's home
 * @param remoteFolder null: the site's own
 * @param idempotencyKey a second request with the same key, in the same {@link KeySpace}, does nothing; 1 to 196 characters;
 *     may be null
 * @param orderingKey pushes of one key go one after the other, in the order of their submission; may be null
 * @param priority 0 (last) to 9 (first); null: 5
 * @param dueAt not begun before, by the database's clock; before the year 2200; null or past: at once
 */
public record PushRequest(
        String account,
        String path,
        String site,
        String remoteFolder,
        String idempotencyKey,
        String orderingKey,
        Integer priority,
        Instant dueAt) {

    /** One of normal priority, at once. */
    public PushRequest(
            String account, String path, String site, String remoteFolder, String idempotencyKey, String orderingKey) {
        this(account, path, site, remoteFolder, idempotencyKey, orderingKey, null, null);
    }
}
