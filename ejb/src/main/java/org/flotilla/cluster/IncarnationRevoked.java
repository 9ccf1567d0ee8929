package org.flotilla.cluster;

import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * CDI event, fired inside the transaction that ends another incarnation: observers give back in the same transaction what
 * it owned. If that transaction fails nothing has happened, and another node or a later try does it.
 */
public record IncarnationRevoked(NodeId node, Incarnation incarnation, String reason) {}
