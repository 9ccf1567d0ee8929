package org.flotilla.report;

import java.util.List;
import java.util.function.Consumer;
import org.flotilla.report.ReportPeriod.Slice;

/** What a report reads: each time what began, or ended, within a slice, under no lock. Does not write. */
public interface ReportStore {

    /** One row for each account, direction and site. */
    void traffic(Slice slice, Consumer<Traffic> each);

    /** The latest ones, latest first. */
    List<FailedTransfer> failedTransfers(Slice slice, int limit);

    EndedEvents endedEvents(Slice slice);

    /** The worst ones, worst first. */
    List<TroubledEvent> troubledEvents(Slice slice, int limit);

    /** One row for each job and schedule. */
    List<FailedRuns> failedRuns(Slice slice);

    /** How many runs of jobs went on where one that was lost had been. */
    long runsTakenOver(Slice slice);

    /** One row for each schedule and rule. */
    List<MissedFirings> missedFirings(Slice slice);

    List<ToldIncident> incidents(Slice slice);
}
