package org.flotilla.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.flotilla.report.ReportPeriod.Kind;
import org.flotilla.report.ReportPeriod.Slice;

/** A report of 2026-11-24 in Berlin of what a test gives, as if all had happened in its first hour. */
final class GivenReport implements ReportStore {

    static final Instant MORNING = Instant.parse("2026-11-24T09:12:00Z");

    final List<Traffic> traffic = new ArrayList<>();
    final List<FailedTransfer> failedTransfers = new ArrayList<>();
    final List<TroubledEvent> troubledEvents = new ArrayList<>();
    final List<FailedRuns> failedRuns = new ArrayList<>();
    final List<MissedFirings> missedFirings = new ArrayList<>();
    final List<ToldIncident> incidents = new ArrayList<>();
    EndedEvents endedEvents = EndedEvents.NONE;

    Report report() {
        ReportPeriod period =
                ReportPeriod.before(Instant.parse("2026-11-25T05:00:00Z"), ZoneId.of("Europe/Berlin"), Kind.DAY);
        Report report = new Report(period);
        report.add(this, period.slices().get(0));
        return report;
    }

    GivenReport in(String account, String site, long files, long bytes) {
        traffic.add(new Traffic(account, true, site, files, bytes, 0, 0));
        return this;
    }

    GivenReport out(String account, String site, long files, long bytes, long failed) {
        traffic.add(new Traffic(account, false, site, files, bytes, failed, 0));
        return this;
    }

    @Override
    public void traffic(Slice slice, Consumer<Traffic> each) {
        traffic.forEach(each);
    }

    @Override
    public List<FailedTransfer> failedTransfers(Slice slice, int limit) {
        return failedTransfers;
    }

    @Override
    public EndedEvents endedEvents(Slice slice) {
        return endedEvents;
    }

    @Override
    public List<TroubledEvent> troubledEvents(Slice slice, int limit) {
        return troubledEvents;
    }

    @Override
    public List<FailedRuns> failedRuns(Slice slice) {
        return failedRuns;
    }

    @Override
    public long runsTakenOver(Slice slice) {
        return failedRuns.isEmpty() ? 0 : 1;
    }

    @Override
    public List<MissedFirings> missedFirings(Slice slice) {
        return missedFirings;
    }

    @Override
    public List<ToldIncident> incidents(Slice slice) {
        return incidents;
    }
}
