package org.flotilla.queue;

/**
 * CDI event: an event ended on this node. Fired after the commit that ended it, on the thread that ran it; lost if the
 * node dies in between.
 *
 * @param event in its final state
 */
public record EventEnded(Event event) {}
