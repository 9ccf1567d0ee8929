/**
 * Tells people and systems what happened, until it is accepted (D2): an outbox that is written in the transaction of what
 * happened, and channels that deliver from it on any node. Letters, such as reports (S3), go the same way, by e-mail alone.
 * May use cluster and below. SQL is in {@code notify.sql}, e-mail in {@code notify.mail}.
 */
package org.flotilla.notify;
