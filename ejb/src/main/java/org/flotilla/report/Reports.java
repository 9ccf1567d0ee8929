package org.flotilla.report;

import java.time.Instant;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;

/** Makes reports, for the job that is scheduled to do so. Thread-safe. */
public interface Reports {

    /**
     * Begins a run.
     *
     * @param moment that the run is for, the same for all runs of an event: the last period that was over then is reported
     * @param claim of the event that runs it
     * @throws FlotillaException INVALID_INPUT if there is nobody to send it to
     */
    ReportRun begin(ReportOrder order, Instant moment, Claim claim);
}
