package org.flotilla.queue;

import java.time.Instant;

/**
 * One change of an event's state (Q2).
 *
 * @param from null for the submission
 * @param node the node that made the change; may be null
 * @param incarnation that node's incarnation; may be null
 * @param reason for people; may be null
 */
public record EventChange(Instant at, EventState from, EventState to, String node, Long incarnation, String reason) {}
