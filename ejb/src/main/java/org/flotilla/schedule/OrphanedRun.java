package org.flotilla.schedule;

import org.flotilla.queue.Claim;

/**
 * A run of a job, and the claim that it was started under.
 *
 * @param execution its number in the batch repository
 */
public record OrphanedRun(long execution, Claim claim) {}
