package org.flotilla.queue;

import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;

/**
 * One claim of an event: what the fence of Q5 compares. The attempt tells it from an earlier claim of the same incarnation,
 * whose end may still be on its way.
 *
 * @param attempt counts the claims of the event, from 1
 */
public record Claim(EventId event, Incarnation incarnation, int attempt) {}
