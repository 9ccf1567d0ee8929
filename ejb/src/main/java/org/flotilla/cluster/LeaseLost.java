package org.flotilla.cluster;

import org.flotilla.core.Incarnation;

/**
 * CDI event: this node may not work any more under the incarnation: it stopped, could not renew, or was revoked. Observers
 * stop taking work, close gateways and give up unfinished effects. Fired on the lease's thread, outside a transaction.
 */
public record LeaseLost(Incarnation incarnation, String reason) {}
