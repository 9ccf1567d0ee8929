package org.flotilla.queue;

import org.flotilla.core.EventId;

/**
 * CDI event, fired in the transaction that cancels an event, which is locked, before it is cancelled: whoever knows that its
 * work cannot be called back any more throws a FlotillaException CONFLICT that says so.
 */
public record EventCancelling(EventId id) {}
