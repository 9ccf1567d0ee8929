package org.flotilla.cluster;

import org.flotilla.core.Incarnation;

/** CDI event: this node joined and may work under a new incarnation. Fired on the lease's thread, outside a transaction. */
public record LeaseGained(Incarnation incarnation) {}
