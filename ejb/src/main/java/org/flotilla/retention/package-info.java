/**
 * Files of accounts' homes that are kept for a time, or up to a size, and are then deleted or archived (S3, T6). The batch job
 * {@code retain} drives it through {@link org.flotilla.retention.Retention}. May use schedule, transfer and below.
 *
 * <p>Contents are none of its business: it takes away names in homes. A content goes with the last transfer that refers to it,
 * in the purge; so nothing that waits to be delivered can be lost here. Such files are left all the same, for people.
 */
package org.flotilla.retention;
