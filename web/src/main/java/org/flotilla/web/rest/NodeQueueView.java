package org.flotilla.web.rest;

import org.flotilla.queue.QueueCounts;

/**
 * What a node did with the queue since it started (Q9).
 *
 * @param node the node that gave this answer
 */
public record NodeQueueView(String node, QueueCounts counts) {}
