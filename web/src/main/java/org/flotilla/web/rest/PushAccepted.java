package org.flotilla.web.rest;

import org.flotilla.core.EventId;

/**
 * A push that is in the queue.
 *
 * @param eventId where to look how it goes
 * @param isNew false if the idempotency key had been used before
 */
public record PushAccepted(EventId eventId, boolean isNew) {}
