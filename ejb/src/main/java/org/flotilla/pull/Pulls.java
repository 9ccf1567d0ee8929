package org.flotilla.pull;

import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;

/** Pulls files from sites into homes, for the job that is scheduled to do so. Thread-safe. */
public interface Pulls {

    /**
     * Begins a run, with a connection of its own.
     *
     * @param claim of the event that runs it
     * @param after goes on after this name; null: begins with the first
     * @throws FlotillaException NOT_FOUND (site or account), or what the connection says
     */
    PullRun begin(PullOrder order, Claim claim, String after);

    /**
     * Forgets files that are not at the partner any more: of those that are kept there the ones that no run has seen for as
     * long as is configured, of the others the ones whose node died before it said so.
     *
     * @return what was done, for people
     */
    String forgetGone(PullOrder order, Claim claim);
}
