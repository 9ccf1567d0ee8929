package org.flotilla.web.rest;

import org.flotilla.core.EventId;

/**
 * Work that is in the queue and will not be lost any more.
 *
 * @param eventId where to look how it goes
 * @param isNew false if the idempotency key had been used before
 */
public record EventAccepted(EventId eventId, boolean isNew) {}
