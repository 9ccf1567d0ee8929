package org.flotilla.queue;

import org.flotilla.core.EventId;

/**
 * CDI event, fired in the transaction that submits an ended event's work once more, before it does: whoever knows that this
 * would do something twice throws a FlotillaException CONFLICT that says what.
 */
public record EventResubmitting(EventId id) {}
