/**
 * Reports of a day, a week or a month by e-mail (S3): what was transferred, and what went wrong. The batch job {@code report}
 * drives it through {@link org.flotilla.report.Reports}. It reads an hour at a time by indexes, under no lock, and hands one
 * letter to the outbox, whose key is that of the event: however often a run is taken over, one mail is sent. The statements are
 * in {@code report.sql}. May use schedule, notify and below.
 */
package org.flotilla.report;
