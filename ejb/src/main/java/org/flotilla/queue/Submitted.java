package org.flotilla.queue;

import org.flotilla.core.EventId;

/**
 * The answer to a submission.
 *
 * @param isNew false if an event with the same idempotency key had been submitted before: then {@code id} is that one
 */
public record Submitted(EventId id, boolean isNew) {}
