package org.flotilla.route;

/** CDI event, fired in the transaction that writes a route; heard when that has committed, on this node. */
record RoutesWritten(String name) {}
