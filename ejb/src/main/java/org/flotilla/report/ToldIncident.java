package org.flotilla.report;

import java.time.Instant;

/**
 * Too few nodes were online.
 *
 * @param closedAt null: it is not over
 */
public record ToldIncident(long id, Instant openedAt, Instant closedAt, int online, int required) {}
