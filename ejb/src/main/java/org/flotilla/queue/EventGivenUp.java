package org.flotilla.queue;

import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;

/**
 * CDI event: an event ends without having done its work, DEAD or CANCELLED. Fired in the transaction that ends it, by whoever
 * does: a feature that recorded the work as under way ends its record with it. Its handler may never have begun.
 *
 * @param by the node that ends it
 * @param reason for people
 */
public record EventGivenUp(EventId id, NodeId by, String reason) {}
